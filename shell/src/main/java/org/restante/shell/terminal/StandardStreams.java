package org.restante.shell.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of the process. If the caller closed one, the first file that the JVM opens for itself gets its number: read as
 * standard input, that file would be sent as messages.
 */
public final class StandardStreams {

    private static final Path NUMBERS = Path.of("/proc/self/fd"); // of Linux; elsewhere the launcher alone checks
    private static final List<String> NAMES = List.of("standard input", "standard output", "standard error");

    private StandardStreams() {}

    /** The name of the first closed stream; null if all are open. */
    public static @Nullable String closed() {
        if (Files.isDirectory(NUMBERS)) {
            for (int number = 0; number < NAMES.size(); number++) {
                Path file = target(NUMBERS.resolve(String.valueOf(number)));
                if (file == null || (isOfTheJvm(file) && isOpenOnce(file))) {
                    return NAMES.get(number);
                }
            }
        }
        return null;
    }

    private static @Nullable Path target(Path number) {
        try {
            return Files.readSymbolicLink(number);
        } catch (IOException closed) {
            return null;
        }
    }

    /** Whether the JVM opens the file by itself: its classes, an archive of them, or a jar of the class path. */
    private static boolean isOfTheJvm(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jsa")
                || (name.equals("modules") && isSame(file, Path.of(System.getProperty("java.home"), "lib", "modules")))
                || (name.endsWith(".jar")
                        && Pattern.compile(Pattern.quote(File.pathSeparator))
                                .splitAsStream(System.getProperty("java.class.path"))
                                .anyMatch(each -> isSame(file, Path.of(each))));
    }

    private static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    /** Whether one number alone has the file; a caller who redirects a stream from a file of the JVM gives it another one. */
    private static boolean isOpenOnce(Path file) {
        int count = 0;
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(NUMBERS)) {
            for (Path number : numbers) {
                count += file.equals(target(number)) ? 1 : 0;
            }
        } catch (IOException unreadable) {
            return true;
        }
        return count == 1;
    }
}
