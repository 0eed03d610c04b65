package org.restante.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.Hashtable;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"JdkObsolete", "BanJNDI"}) // JNDI gives no choice
class NamingTest {

    private static Hashtable<String, String> environment() {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, RestanteInitialContextFactory.class.getName());
        environment.put(Context.PROVIDER_URL, "vm:shop");
        environment.put("connectionFactory.backup", "tcp://backup:7676");
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
        assertEquals(4, Collections.list(context.list("")).size());
    }

    @Test
    void saysWhichNamesThereAre() throws Exception {
        InitialContext context = new InitialContext(environment());

        var e = assertThrows(NameNotFoundException.class, () -> context.lookup("order"));

        assertTrue(e.getMessage().contains("[ConnectionFactory, backup, news, orders]"), e::toString);
        assertThrows(OperationNotSupportedException.class, () -> context.bind("order", "x"));
    }

    @Test
    void refusesAUriThatIsNone() {
        Hashtable<String, String> environment = environment();
        environment.put("connectionFactory.bad", "nowhere");

        assertThrows(ConfigurationException.class, () -> new InitialContext(environment));
    }

    @Test
    void destinationsAreEqualByNameAfterSerialisation() throws Exception {
        for (Object destination : new Object[] {new RestanteQueue("q"), new RestanteTopic("t")}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(destination);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                Object copy = in.readObject();
                assertEquals(destination, copy);
                assertEquals(destination.hashCode(), copy.hashCode());
            }
        }
        Object topic = new RestanteTopic("a");
        assertNotEquals(new RestanteQueue("a"), topic);
    }

    @Test
    void referenceOfAFactoryKeepsItsUser() throws Exception {
        var factory = new RestanteConnectionFactory("vm:shop?trust=shop.model");
        factory.setUser("ann");
        factory.setPassword("secret");

        var copy = assertInstanceOf(
                RestanteConnectionFactory.class,
                new RestanteObjectFactory().getObjectInstance(factory.getReference(), null, null, null));

        assertEquals("vm:shop?trust=shop.model", copy.getUri());
        assertEquals("ann", copy.getUser());
        assertEquals(factory.getReference(), copy.getReference());
    }

    @Test
    void otherReferencesAreLeftToOtherFactories() {
        var factory = new RestanteObjectFactory();

        assertNull(factory.getObjectInstance(new Reference("java.lang.String"), null, null, null));
        assertNull(factory.getObjectInstance("vm:shop", null, null, null));
        assertNull(factory.getObjectInstance(null, null, null, null));
    }
}
