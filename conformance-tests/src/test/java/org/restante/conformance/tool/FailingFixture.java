package org.restante.conformance.tool;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ConnectionMetaData;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.restante.conformance.Capability;
import org.restante.conformance.ProviderFixture;

/** A provider whose connections have metadata and nothing else; subclasses fail elsewhere. */
public class FailingFixture implements ProviderFixture {

    /** For the program, by its name. */
    public FailingFixture() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public ConnectionFactory connectionFactory() {
        ConnectionMetaData data =
                proxy(ConnectionMetaData.class, (self, method, arguments) -> "A\u001B[31m\nprovider\uD800");
        Connection connection = proxy(
                Connection.class, (self, method, arguments) -> method.getName().equals("getMetaData") ? data : null);
        return proxy(ConnectionFactory.class, (self, method, arguments) -> connection);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A class is missing when it starts. */
    public static final class WithoutAJar extends FailingFixture {
        /** For the program, by its name. */
        public WithoutAJar() {}

        @Override
        public void start() {
            throw new NoClassDefFoundError("io/netty/Channel");
        }
    }

    /** Was compiled for an older ProviderFixture. */
    public static final class OfAnotherVersion extends FailingFixture {
        /** For the program, by its name. */
        public OfAnotherVersion() {}

        @Override
        public ConnectionFactory connectionFactory() {
            throw new AbstractMethodError("connectionFactory");
        }
    }

    /** Does not tell its capabilities. */
    public static final class WithoutCapabilities extends FailingFixture {
        /** For the program, by its name. */
        public WithoutCapabilities() {}

        @Override
        public Set<Capability> capabilities() {
            throw new UnsupportedOperationException("no capabilities");
        }
    }

    /** Fails its stop with an error. */
    public static final class WithoutAnEnd extends FailingFixture {
        /** For the program, by its name. */
        public WithoutAnEnd() {}

        @Override
        public void stop() {
            throw new AssertionError("it runs on");
        }
    }
}
