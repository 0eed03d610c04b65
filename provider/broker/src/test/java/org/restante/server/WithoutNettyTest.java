package org.restante.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded broker starts fast because nothing of Netty is loaded for it. */
final class WithoutNettyTest {

    @TempDir
    private Path folder;

    /** Loads everything anew, but nothing of Netty. */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] path) {
            super(path, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.netty.")) {
                throw new ClassNotFoundException(name + " is not to be loaded");
            }
            return super.findClass(name);
        }
    }

    @Test
    void embeddedBrokerNeedsNothingOfNetty() throws Exception {
        try (Loader loader = new Loader(classPath())) {
            context(loader, "vm:without-netty").close();
            context(loader, "vm:without-netty-on-disk?idleTimeout=0&data=" + folder)
                    .close();
            InvocationTargetException failure =
                    assertThrows(InvocationTargetException.class, () -> context(loader, "tcp://127.0.0.1:1"));
            assertEquals(NoClassDefFoundError.class, failure.getCause().getClass());
        }
    }

    @Test
    void holderThatCannotServeEndsEachProcessThatAttaches() throws Exception {
        Path data = folder.resolve("data");
        try (Loader loader = new Loader(classPath());
                AutoCloseable holder = context(loader, "vm:holder-without-netty?idleTimeout=0&data=" + data)) {
            assertNotNull(holder);
            Path socket = data.resolve("attach").resolve("socket");
            Awaitility.await().until(() -> Files.exists(socket));
            for (int i = 0; i < 3; i++) {
                try (SocketChannel attaching = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(20),
                            () -> assertEquals(-1, attaching.read(ByteBuffer.allocate(1))),
                            "the holder neither serves nor ends the socket");
                }
            }
        }
    }

    private static AutoCloseable context(ClassLoader loader, String uri) throws ReflectiveOperationException {
        Object factory = loader.loadClass("org.restante.jms.RestanteConnectionFactory")
                .getConstructor(String.class)
                .newInstance(uri);
        return (AutoCloseable) factory.getClass().getMethod("createContext").invoke(factory);
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
