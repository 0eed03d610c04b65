package org.restante.shell.session;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.restante.shell.terminal.Failures;
import org.restante.shell.terminal.InputFile;
import org.restante.shell.terminal.ShellException;

/**
 * The class loader for another provider's jars. It shares with the shell only the platform, the API of Jakarta Messaging and the logging
 * API, so that two versions of a library cannot conflict.
 */
final class Libraries {

    private Libraries() {}

    /** Splits paths at commas and at the separator of class paths. */
    static List<Path> parse(List<String> words) {
        return words.stream()
                .flatMap(word -> Arrays.stream(word.split("[," + File.pathSeparator + "]")))
                .filter(word -> !word.isBlank())
                .map(InputFile::named)
                .toList();
    }

    static URL[] urls(List<Path> libraries) {
        List<URL> urls = new ArrayList<>();
        try {
            for (Path library : libraries) {
                boolean all = library.endsWith("*");
                Path place = all ? library.toAbsolutePath().getParent() : library;
                if (place == null || !Files.exists(place)) {
                    throw ShellException.failed("no such file or directory: " + library + "; check --lib");
                }
                urls.add(url(place));
                if (Files.isDirectory(place)) {
                    try (DirectoryStream<Path> jars = Files.newDirectoryStream(place, "*.jar")) {
                        for (Path jar : jars) {
                            urls.add(url(jar));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw ShellException.failed(Failures.describe(e), e);
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    static ClassLoader parent() {
        return new Shared(Libraries.class.getClassLoader());
    }

    private static final class Shared extends ClassLoader {
        private final ClassLoader shell;

        Shared(ClassLoader shell) {
            super(ClassLoader.getPlatformClassLoader());
            this.shell = shell;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.jms.") || name.startsWith("org.slf4j.")) {
                return shell.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
