package org.restante.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;
import org.restante.jms.failure.Problems;
import org.restante.jms.message.DestinationFactory;
import org.restante.jms.message.TrustedClasses;
import org.restante.jms.naming.References;
import org.restante.jms.session.AckMode;
import org.restante.jms.session.Arrivals;
import org.restante.jms.session.Domain;
import org.restante.jms.session.JmsConnection;
import org.restante.jms.session.JmsContext;
import org.restante.jms.session.LinkClient;
import org.restante.link.LinkUri;

/**
 * Creates connections to the broker that a URI names (chapters 5 and 6 of the specification).
 *
 * <pre>{@code
 * ConnectionFactory factory = new RestanteConnectionFactory("vm:shop?data=/var/lib/shop");
 * try (JMSContext context = factory.createContext()) {
 *     Queue orders = context.createQueue("orders");
 *     context.createProducer().send(orders, "tea");
 *     String order = context.createConsumer(orders).receiveBody(String.class);
 * }
 * }</pre>
 *
 * <p>{@code vm:NAME} is a broker in this process, {@code tcp://HOST:PORT} and {@code tls://HOST:PORT} are servers. The
 * client reads two options of the URI itself; the others belong to the scheme. {@code trust} lists the class names and
 * package prefixes, separated by commas, that an ObjectMessage may hold in addition to plain values of java.lang,
 * java.math, java.time and java.util. {@code clientId} is the client identifier of every connection (section 6.1.2).
 * docs/configuration.md lists all options.
 *
 * <p>Any thread may use a factory after its properties are set. Frameworks that fill beans use the constructor without
 * arguments and {@link #setUri}. A refusal by the broker is thrown as the matching exception of chapter 10; a message
 * above the broker's limit as {@link jakarta.jms.ResourceAllocationException} with the error code
 * {@code MESSAGE_TOO_LARGE}. The trap: a factory checks the URI's options when it connects, so {@code createConnection}
 * and {@code createContext} throw for a mistyped option, not the constructor.
 *
 * <p>A JNDI directory can store a factory, as a reference or serialized (section 5.1). Both forms hold the password in
 * plain text, so restrict read access to them. Two factories of one class with equal URI, user and password are equal.
 *
 * <p>Class proxies (Spring's scoped proxies, CDI's client proxies) and mocks can extend it, so no method is final. Other
 * reasons to extend it are not supported; a directory stores a subclass as a factory of this class.
 */
public class RestanteConnectionFactory
        implements QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable {

    private static final long serialVersionUID = 1L;

    private static final String TRUST = "trust";
    private static final String CLIENT_ID = "clientId";
    private static final String AUTO_ACK = "autoAck";

    private @Nullable String uri;
    private @Nullable String user;
    private @Nullable String password;

    /** Creates a factory without a URI; call {@link #setUri} before connecting. */
    public RestanteConnectionFactory() {}

    /**
     * Creates a factory for one broker.
     *
     * @throws IllegalArgumentException if the text is not a URI
     */
    public RestanteConnectionFactory(String uri) {
        setUri(uri);
    }

    /**
     * Sets the URI of the broker.
     *
     * @throws IllegalArgumentException if the text is not a URI
     */
    public void setUri(String uri) {
        LinkUri.parse(uri);
        this.uri = uri;
    }

    /** The URI; null if none is set. */
    public @Nullable String getUri() {
        return uri;
    }

    /** Sets the default user name, for connections created without one. */
    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /** The default user name; null if none is set. */
    public @Nullable String getUser() {
        return user;
    }

    /** Sets the default password, for connections created without one. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    @Nullable
    String password() {
        return password;
    }

    /** A constructor of connections: plain or XA. */
    interface Kind<C extends JmsConnection> {
        C create(
                LinkClient client,
                Arrivals arrivals,
                Domain domain,
                TrustedClasses trusted,
                DestinationFactory destinations,
                InstantSource clock,
                LongSupplier nanos);
    }

    private JmsConnection open(@Nullable String name, @Nullable String secret, Domain domain) throws JMSException {
        return open(name, secret, domain, JmsConnection::new);
    }

    <C extends JmsConnection> C open(@Nullable String name, @Nullable String secret, Domain domain, Kind<C> kind)
            throws JMSException {
        String text = uri;
        if (text == null) {
            throw new JMSException(
                    "the connection factory has no URI; call setUri, for example with vm:NAME or tcp://HOST:PORT");
        }
        LinkUri all = LinkUri.parse(text);
        LinkUri broker = all.without(Set.of(TRUST, CLIENT_ID, AUTO_ACK));
        Arrivals arrivals = new Arrivals();
        LinkClient client = LinkClient.open(broker, name, secret, arrivals);
        C connection = kind.create(
                client,
                arrivals,
                domain,
                TrustedClasses.of(all.option(TRUST)),
                PublicDestinations.THIS,
                client.clock(),
                System::nanoTime);
        if (isConfirmed(all.option(AUTO_ACK))) {
            connection.context().confirmAcknowledgements();
        }
        connection.watch();
        String clientId = all.option(CLIENT_ID);
        if (clientId != null) {
            identify(connection, clientId);
        }
        return connection;
    }

    private static boolean isConfirmed(@Nullable String autoAck) throws JMSException {
        if (autoAck == null || autoAck.equals("ahead")) {
            return false;
        } else if (autoAck.equals("confirmed")) {
            return true;
        }
        throw new JMSException("autoAck is '" + autoAck + "'; write ahead or confirmed");
    }

    private static void identify(JmsConnection connection, String clientId) throws JMSException {
        try {
            connection.setClientID(clientId);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection createConnection() throws JMSException {
        return open(user, password, Domain.BOTH);
    }

    @Override
    public Connection createConnection(@Nullable String userName, @Nullable String secret) throws JMSException {
        return open(userName, secret, Domain.BOTH);
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return open(user, password, Domain.QUEUES);
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String userName, @Nullable String secret)
            throws JMSException {
        return open(userName, secret, Domain.QUEUES);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return open(user, password, Domain.TOPICS);
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String userName, @Nullable String secret)
            throws JMSException {
        return open(userName, secret, Domain.TOPICS);
    }

    private JMSContext context(@Nullable String name, @Nullable String secret, int mode) {
        try {
            AckMode.of(mode);
            return JmsContext.first(open(name, secret, Domain.BOTH), mode);
        } catch (JMSException e) {
            throw Problems.unchecked(e);
        }
    }

    @Override
    public JMSContext createContext() {
        return context(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String secret) {
        return context(userName, secret, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String userName, @Nullable String secret, int sessionMode) {
        return context(userName, secret, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return context(user, password, sessionMode);
    }

    @Override
    public Reference getReference() {
        return References.ofFactory(RestanteConnectionFactory.class, uri, user, password);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // a factory of XA connections is not equal to a plain one
    public boolean equals(@Nullable Object other) {
        return other instanceof RestanteConnectionFactory factory
                && factory.getClass() == getClass()
                && Objects.equals(factory.uri, uri)
                && Objects.equals(factory.user, user)
                && Objects.equals(factory.password, password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uri, user, password);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " of " + (uri == null ? "no URI" : LinkUri.parse(uri));
    }
}
