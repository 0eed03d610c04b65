package org.restante.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What class proxies and mocks need of a class; the rules are those of CDI 4, section 3.10, which are the strictest. */
final class FactoryProxyTest {

    @ParameterizedTest
    @ValueSource(classes = {RestanteConnectionFactory.class, RestanteXaConnectionFactory.class})
    void factoriesCanBeExtendedByAProxy(Class<? extends ConnectionFactory> type) throws Exception {
        assertFalse(Modifier.isFinal(type.getModifiers()) || type.isSealed());
        assertTrue(Modifier.isPublic(type.getDeclaredConstructor().getModifiers()));
        List<Method> fixed = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isFinal(method.getModifiers()))
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers()))
                .toList();
        assertEquals(List.of(), fixed);
    }

    /** As a proxy of a framework: it has no URI of its own, and passes each call on. */
    private static final class Proxy extends RestanteXaConnectionFactory {
        private static final long serialVersionUID = 1L;
        private final RestanteXaConnectionFactory target = new RestanteXaConnectionFactory("vm:shop");

        @Override
        public String getUri() {
            return target.getUri();
        }

        @Override
        public javax.naming.Reference getReference() {
            return target.getReference();
        }
    }

    @Test
    @SuppressWarnings("JdkObsolete") // the API gives no choice
    void directoriesStoreASubclassAsTheFactoryThatItExtends() throws Exception {
        Object again = new RestanteObjectFactory().getObjectInstance(new Proxy().getReference(), null, null, null);
        assertEquals(
                "vm:shop",
                assertInstanceOf(RestanteXaConnectionFactory.class, again).getUri());
        RestanteConnectionFactory own = new RestanteConnectionFactory("vm:own") {
            private static final long serialVersionUID = 1L;
        };
        Object stored = new RestanteObjectFactory().getObjectInstance(own.getReference(), null, null, null);
        assertEquals(
                "vm:own",
                assertInstanceOf(RestanteConnectionFactory.class, stored).getUri());
    }
}
