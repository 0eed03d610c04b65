package org.restante.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.Hashtable;
import java.util.stream.Stream;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JdkObsolete", "BanJNDI"}) // JNDI gives no choice
class NamingTest {

    private static Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, RestanteInitialContextFactory.class.getName());
        environment.put(Context.PROVIDER_URL, "vm:shop");
        environment.put("connectionFactory.backup", "tcp://backup:7676");
        environment.put("xaConnectionFactory.ledger", "vm:ledger");
        environment.put("queue.orders", "shop.orders");
        environment.put("topic.news", "shop.news");
        return environment;
    }

    @Test
    void findsWhatThePropertiesName() throws Exception {
        InitialContext context = new InitialContext(environment());

        assertEquals(new RestanteQueue("shop.orders"), context.lookup("orders"));
        assertEquals(new RestanteTopic("shop.news"), context.lookup("news"));
        assertEquals(
                "vm:shop",
                assertInstanceOf(RestanteConnectionFactory.class, context.lookup("ConnectionFactory"))
                        .getUri());
        assertEquals(
                "tcp://backup:7676",
                assertInstanceOf(RestanteConnectionFactory.class, context.lookup("backup"))
                        .getUri());
        assertEquals(
                "vm:ledger",
                assertInstanceOf(RestanteXaConnectionFactory.class, context.lookup("ledger"))
                        .getUri());
        assertInstanceOf(RestanteXaConnectionFactory.class, context.lookup("XAConnectionFactory"));
        assertEquals(6, Collections.list(context.list("")).size());
    }

    @Test
    void saysWhichNamesThereAre() throws Exception {
        InitialContext context = new InitialContext(environment());

        var e = assertThrows(NameNotFoundException.class, () -> context.lookup("order"));

        assertTrue(
                e.getMessage().contains("[ConnectionFactory, XAConnectionFactory, backup, ledger, news, orders]"),
                e::toString);
        assertThrows(OperationNotSupportedException.class, () -> context.bind("order", "x"));
    }

    @Test
    void refusesAUriThatIsNone() {
        Hashtable<String, String> environment = environment();
        environment.put("connectionFactory.bad", "nowhere");

        assertThrows(ConfigurationException.class, () -> new InitialContext(environment));
    }

    @Test
    void findsDestinationsThatNoPropertyNames() throws Exception {
        InitialContext context = new InitialContext(environment());

        assertEquals(new RestanteQueue("shop.orders"), context.lookup("dynamicQueues/shop.orders"));
        assertEquals(new RestanteTopic("news/of/today"), context.lookup("dynamicTopics/news/of/today"));
        assertEquals(
                new RestanteQueue("a/b"),
                context.lookup(new CompositeName("dynamicQueues").add("a").add("b")));
        assertThrows(NameNotFoundException.class, () -> context.lookup("dynamicQueues/"));
        assertThrows(NameNotFoundException.class, () -> context.lookup("dynamicTopics"));
    }

    @Test
    void nameOfAPropertyMayHaveSlashes() throws Exception {
        Hashtable<String, String> environment = environment();
        environment.put("queue.jms/orders", "shop.orders");
        environment.put("connectionFactory.jms/shop", "vm:shop?clientId=till-1");

        InitialContext context = new InitialContext(environment);

        assertEquals(new RestanteQueue("shop.orders"), context.lookup("jms/orders"));
        assertEquals(new RestanteQueue("shop.orders"), context.lookup(new CompositeName("jms/orders")));
        assertEquals(new RestanteConnectionFactory("vm:shop?clientId=till-1"), context.lookup("jms/shop"));
    }

    static Stream<Object> administeredObjects() {
        RestanteConnectionFactory full = new RestanteConnectionFactory("vm:shop?clientId=till-1&trust=com.example");
        full.setUser("alice");
        full.setPassword("secret");
        return Stream.of(
                new RestanteQueue("q"),
                new RestanteTopic("t"),
                full,
                new RestanteConnectionFactory("tcp://shop:7676"),
                new RestanteXaConnectionFactory("vm:shop"),
                new RestanteConnectionFactory());
    }

    @ParameterizedTest
    @MethodSource("administeredObjects")
    void administeredObjectIsTheSameAfterSerialisation(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertSameValue(original, in.readObject());
        }
    }

    @ParameterizedTest
    @MethodSource("administeredObjects")
    void namingServiceMakesAnAdministeredObjectAnewFromItsReference(Object original) throws Exception {
        Reference reference = assertInstanceOf(Referenceable.class, original).getReference();

        assertEquals(original.getClass().getName(), reference.getClassName());
        assertSameValue(original, NamingManager.getObjectInstance(reference, null, null, new Hashtable<>()));
    }

    private static void assertSameValue(Object original, Object copy) {
        assertNotSame(original, copy);
        assertEquals(original, copy);
        assertEquals(original.hashCode(), copy.hashCode());
        assertEquals(original.toString(), copy.toString());
    }

    @Test
    void objectFactoryLeavesToOthersWhatIsNotItsOwn() throws Exception {
        RestanteObjectFactory factory = new RestanteObjectFactory();

        assertNull(factory.getObjectInstance("queue:orders", null, null, null));
        assertNull(factory.getObjectInstance(null, null, null, null));
        assertNull(factory.getObjectInstance(new Reference("javax.sql.DataSource"), null, null, null));
    }

    @Test
    void objectFactorySaysWhatAReferenceLacks() {
        RestanteObjectFactory factory = new RestanteObjectFactory();
        Reference nameless = new Reference(RestanteQueue.class.getName());
        Reference astray =
                new Reference(RestanteConnectionFactory.class.getName(), new StringRefAddr("uri", "nowhere"));

        var first = assertThrows(
                NamingException.class, () -> factory.getObjectInstance(nameless, new CompositeName("q"), null, null));
        assertTrue(first.getMessage().contains("no 'name'"), first::toString);
        assertThrows(NamingException.class, () -> factory.getObjectInstance(astray, null, null, null));
    }

    @Test
    void administeredObjectsDifferByWhatTheySay() {
        RestanteConnectionFactory factory = new RestanteConnectionFactory("vm:shop");
        RestanteConnectionFactory other = new RestanteConnectionFactory("vm:shop");
        assertEquals(factory, other);
        other.setPassword("secret");
        assertNotEquals(factory, other);
        assertFalse(other.toString().contains("secret"));
        assertNotEquals(factory, new RestanteConnectionFactory("vm:till"));
        Object topic = new RestanteTopic("a");
        assertNotEquals(new RestanteQueue("a"), topic);
        assertNotEquals(new RestanteQueue("a"), new RestanteQueue("b"));
    }
}
