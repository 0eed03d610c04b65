package org.restante.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** The reason of a failed access to a file, in words, without the name of a class. */
public final class FileProblem {

    private FileProblem() {}

    /** The reason, to be put behind the name of the file. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied for the user " + System.getProperty("user.name");
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        String known = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return orUnknown(known);
    }

    private static String orUnknown(@Nullable String reason) {
        return reason == null || reason.isBlank() ? "the file system gives no reason" : reason;
    }

    /** Whether this process has as many files and sockets open as it may: what failed can succeed later. */
    public static boolean isOutOfHandles(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("Too many open files");
    }
}
