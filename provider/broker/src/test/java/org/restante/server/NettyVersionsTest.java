package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.Version;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Server, client, TLS and the socket of a data directory on each line of Netty that applications bring. All classes of Restante are
 * loaded anew, by a class loader that sees only the Netty of that line.
 */
final class NettyVersionsTest {

    private static final Path OLDER = Path.of("target", "netty-4.1");

    @TempDir
    private Path folder;

    @Test
    void exchangesMessagesOnTheNettyOfFrameworks() throws Exception {
        List<URL> path = classPath(false);
        try (Stream<Path> jars = Files.list(OLDER)) {
            for (Path jar : jars.toList()) {
                path.add(jar.toUri().toURL());
            }
        }
        exchange(path, "4.1.");
    }

    @Test
    void exchangesMessagesOnOurOwnNetty() throws Exception {
        exchange(classPath(true), "4.2.");
    }

    private void exchange(List<URL> path, String line) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            String version = (String) loader.loadClass(NettyExchange.class.getName())
                    .getMethod("run", Path.class)
                    .invoke(null, folder);
            assertTrue(version.startsWith(line), version);
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    private static List<URL> classPath(boolean withNetty) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (withNetty || !entry.contains("netty")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls;
    }

    @Test
    void theVersionIsThatOfTheJarsOnTheClassPath() {
        assertEquals(
                NettyExchange.version(), Version.identify().get("netty-common").artifactVersion());
    }
}
