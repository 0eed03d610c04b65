package org.restante.link;

import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * The reason of a failure in words for a user or an operator, without the name of a class of ours. Stateless.
 *
 * <p>The trap: the message of a defect names classes and methods, so it is left out. Whoever gives this reason also logs
 * the failure, or hands it on as the cause.
 */
public final class Reason {

    private static final String DEFECT = "a defect of the program, of which the log or the cause has the details";

    private static final List<Class<? extends Throwable>> CARRIERS =
            List.of(CompletionException.class, ExecutionException.class, UncheckedIOException.class);

    private static final List<Class<? extends Throwable>> DEFECTS = List.of(
            NullPointerException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            NegativeArraySizeException.class,
            ArithmeticException.class,
            ArrayStoreException.class,
            NumberFormatException.class,
            NoSuchElementException.class,
            UnsupportedOperationException.class,
            ConcurrentModificationException.class,
            UndeclaredThrowableException.class,
            RejectedExecutionException.class,
            AssertionError.class,
            LinkageError.class,
            VirtualMachineError.class);

    private Reason() {}

    /** The reason, to be put behind a colon. */
    public static String of(Throwable failure) {
        Throwable first = carried(failure);
        if (first instanceof OutOfMemoryError) {
            return "this process is out of memory";
        }
        if (first instanceof NoClassDefFoundError) {
            return "a library is missing, or of another version: there is no class "
                    + String.valueOf(first.getMessage()).replace('/', '.');
        }
        if (first instanceof ClassNotFoundException) {
            return "there is no class " + first.getMessage() + " here";
        }
        if (first instanceof NotSerializableException) {
            return "the class " + first.getMessage() + " is not serialisable";
        }
        return ofFile(first);
    }

    private static String ofFile(Throwable first) {
        if (first instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (first instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (first instanceof ClosedChannelException) {
            return "the socket or file is closed";
        }
        if (first instanceof UnknownHostException || first instanceof UnresolvedAddressException) {
            return "the name of the host is not known";
        }
        if (isAny(first, DEFECTS)) {
            return DEFECT;
        }
        String message = first.getMessage();
        return message == null || message.isBlank() ? "no reason is given" : message;
    }

    /** The failure itself, in place of one that only carries it from thread to thread. */
    private static Throwable carried(Throwable failure) {
        Throwable carried = failure;
        while (carried.getCause() != null && isAny(carried, CARRIERS)) {
            carried = carried.getCause();
        }
        return carried;
    }

    private static boolean isAny(Throwable failure, List<Class<? extends Throwable>> types) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }
}
