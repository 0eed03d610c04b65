package org.restante.link;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Requests and failures in words for a message that people read, without the names of classes and their packages. */
public final class InWords {

    private static final String EXCEPTION = "Exception";

    private InWords() {}

    /** The kind of a request, such as {@code create temporary}. */
    public static String kind(Object request) {
        return split(request.getClass().getSimpleName());
    }

    /** The reason of a failure: its message, else its kind, such as {@code closed channel}. */
    public static String reason(Throwable failure) {
        if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
            return "the name of the host is not known";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied for the user " + System.getProperty("user.name");
        }
        String message = failure.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        String name = failure.getClass().getSimpleName();
        boolean isCommon = name.endsWith(EXCEPTION) && name.length() > EXCEPTION.length();
        return split(isCommon ? name.substring(0, name.length() - EXCEPTION.length()) : name);
    }

    private static String split(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
