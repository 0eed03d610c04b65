package org.restante.conformance.tool;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class loader of the provider's jars. Its parent is the loader of the suite, which has {@code jakarta.jms}: the copy of it that
 * a provider brings along is not used.
 */
final class ProviderJars {

    private ProviderJars() {}

    /**
     * Creates the class loader.
     *
     * @param paths folders with jars or with classes, or single jars
     */
    static URLClassLoader load(List<Path> paths) {
        List<URL> urls = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                urls.addAll(jarsIn(path));
            } else if (Files.isRegularFile(path) && isJar(path)) {
                urls.add(url(path));
            } else {
                throw new BadUse(
                        "--lib " + path + " is neither a folder nor a jar; name the folder with the provider's jars");
            }
        }
        return new URLClassLoader("provider", urls.toArray(new URL[0]), ProviderJars.class.getClassLoader());
    }

    private static List<URL> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            List<URL> urls = new ArrayList<>();
            if (all.stream()
                    .anyMatch(file -> Files.isDirectory(file) || file.toString().endsWith(".class"))) {
                urls.add(url(folder)); // has classes, or their packages
            }
            all.stream().filter(ProviderJars::isJar).map(ProviderJars::url).forEach(urls::add);
            if (urls.isEmpty()) {
                throw new BadUse("--lib " + folder + " has no jar; copy the jars of the provider's client into it");
            }
            return urls;
        } catch (IOException e) {
            throw new BadUse("--lib " + folder + " cannot be read (" + BadUse.reason(e) + ")", e);
        }
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new BadUse("--lib " + path + " has no URL", e);
        }
    }
}
