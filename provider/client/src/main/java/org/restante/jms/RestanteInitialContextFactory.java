package org.restante.jms;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.restante.jms.naming.PropertiesContext;

/**
 * Creates a JNDI context of connection factories and destinations from properties alone: it stores nothing and contacts
 * no server. Stateless.
 *
 * <pre>
 * java.naming.factory.initial = org.restante.jms.RestanteInitialContextFactory
 * java.naming.provider.url    = vm:shop?data=/var/lib/shop      bound as ConnectionFactory
 *                                                               and, for distributed transactions, as XAConnectionFactory
 * connectionFactory.backup    = tcp://backup:7676               bound as backup
 * xaConnectionFactory.ledger  = vm:ledger                       bound as ledger, for distributed transactions
 * queue.orders                = shop.orders                     bound as orders, the queue shop.orders
 * topic.news                  = shop.news                       bound as news, the topic shop.news
 * </pre>
 *
 * <p>A destination can also be looked up by its own name, without a property: {@code dynamicQueues/shop.orders},
 * {@code dynamicTopics/shop.news}.
 */
public final class RestanteInitialContextFactory implements InitialContextFactory {

    /** The name of the connection factory for java.naming.provider.url. */
    public static final String CONNECTION_FACTORY = "ConnectionFactory";

    /** The name of the factory of XA connections for java.naming.provider.url. */
    public static final String XA_CONNECTION_FACTORY = "XAConnectionFactory";

    private static final String FACTORY = "connectionFactory.";
    private static final String XA_FACTORY = "xaConnectionFactory.";
    private static final String QUEUE = "queue.";
    private static final String TOPIC = "topic.";

    /** For JNDI, which creates it by its class name. */
    public RestanteInitialContextFactory() {}

    /**
     * Creates the context from the properties.
     *
     * @throws ConfigurationException if a URI is invalid, or a destination's name is empty; the message names the
     *     property
     */
    @Override
    @SuppressWarnings("JdkObsolete") // the API gives no choice
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Map<String, Object> bindings = new HashMap<>();
        Hashtable<Object, Object> copy = new Hashtable<>(environment);
        for (Map.Entry<Object, Object> property : copy.entrySet()) {
            bind(bindings, property.getKey().toString(), property.getValue().toString());
        }
        return new PropertiesContext(bindings, copy, PublicDestinations.THIS);
    }

    private static void bind(Map<String, Object> bindings, String key, String value) throws NamingException {
        try {
            if (key.equals(Context.PROVIDER_URL)) {
                bindings.put(CONNECTION_FACTORY, new RestanteConnectionFactory(value));
                bindings.put(XA_CONNECTION_FACTORY, new RestanteXaConnectionFactory(value));
            } else if (key.startsWith(FACTORY)) {
                bindings.put(key.substring(FACTORY.length()), new RestanteConnectionFactory(value));
            } else if (key.startsWith(XA_FACTORY)) {
                bindings.put(key.substring(XA_FACTORY.length()), new RestanteXaConnectionFactory(value));
            } else if (key.startsWith(QUEUE)) {
                bindings.put(key.substring(QUEUE.length()), new RestanteQueue(value));
            } else if (key.startsWith(TOPIC)) {
                bindings.put(key.substring(TOPIC.length()), new RestanteTopic(value));
            }
        } catch (IllegalArgumentException e) {
            ConfigurationException wrong = new ConfigurationException("the property '" + key + "': " + e.getMessage());
            wrong.setRootCause(e);
            throw wrong;
        }
    }
}
