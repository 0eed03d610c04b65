package org.restante.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reason of a failed access to a file, in words, without the name of a class. */
public final class FileProblem {

    /** In the words of Linux and macOS, of a quota, and of Windows. */
    private static final List<String> OUT_OF_SPACE =
            List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

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

    /** Whether the disk has no space left, or the user of this process has none left on it. */
    public static boolean isOutOfSpace(Throwable failure) {
        String message = failure.getMessage();
        return message != null && OUT_OF_SPACE.stream().anyMatch(message::contains);
    }

    /** Whether this process has as many files and sockets open as it may: what failed can succeed later. */
    public static boolean isOutOfHandles(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("Too many open files");
    }
}
