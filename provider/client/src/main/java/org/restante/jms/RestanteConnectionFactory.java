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
 * Makes connections to the broker that a URI names (chapters 5 and 6 of the specification).
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
 * <p>{@code vm:NAME} is a broker in this process, {@code tcp://HOST:PORT} and {@code tls://HOST:PORT} are servers. Two options
 * of the URI are the client's own, the others belong to the scheme: {@code trust}, comma-separated class names and package
 * prefixes, says what else an ObjectMessage may hold beside plain values of java.lang, java.math, java.time and java.util;
 * {@code clientId} is the client identifier of every connection (section 6.1.2). docs/configuration.md lists all options.
 *
 * <p>Any thread may use a factory, once its properties are set. Frameworks that fill beans use the constructor without arguments and
 * {@link #setUri}. What a broker refuses arrives as the exception of chapter 10 that fits; a message above the broker's
 * limit as {@link jakarta.jms.ResourceAllocationException} with the error code {@code MESSAGE_TOO_LARGE}. The trap: a factory
 * reads the URI's options when it connects, so a mistyped one is an error of {@code createConnection} and {@code createContext}.
 *
 * <p>A directory of names can keep a factory, as a reference or serialized (section 5.1); both hold the password as it is, so let
 * only those read it who may connect. Two with the same URI, user and password are equal.
 */
public sealed class RestanteConnectionFactory
        implements QueueConnectionFactory, TopicConnectionFactory, Referenceable, Serializable
        permits RestanteXaConnectionFactory {

    private static final long serialVersionUID = 1L;

    private static final String TRUST = "trust";
    private static final String CLIENT_ID = "clientId";

    private @Nullable String uri;
    private @Nullable String user;
    private @Nullable String password;

    /** A factory whose URI is yet to be set. */
    public RestanteConnectionFactory() {}

    /**
     * A factory for one broker.
     *
     * @throws IllegalArgumentException if this is no URI
     */
    public RestanteConnectionFactory(String uri) {
        setUri(uri);
    }

    /**
     * Sets which broker to connect to.
     *
     * @throws IllegalArgumentException if this is no URI
     */
    public void setUri(String uri) {
        LinkUri.parse(uri);
        this.uri = uri;
    }

    /** The URI; null if none is set. */
    public @Nullable String getUri() {
        return uri;
    }

    /** Sets the user's name for connections that are made without one. */
    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /** The user's name for connections that are made without one. */
    public @Nullable String getUser() {
        return user;
    }

    /** Sets the password for connections that are made without one. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    final @Nullable String password() {
        return password;
    }

    /** Makes a connection of one kind or another. */
    interface Kind<C extends JmsConnection> {
        C make(
                LinkClient client,
                Arrivals arrivals,
                Domain domain,
                TrustedClasses trusted,
                InstantSource clock,
                LongSupplier nanos);
    }

    private JmsConnection open(@Nullable String name, @Nullable String secret, Domain domain) throws JMSException {
        return open(name, secret, domain, JmsConnection::new);
    }

    final <C extends JmsConnection> C open(@Nullable String name, @Nullable String secret, Domain domain, Kind<C> kind)
            throws JMSException {
        String text = uri;
        if (text == null) {
            throw new JMSException(
                    "the connection factory has no URI; call setUri, as with vm:NAME or tcp://HOST:PORT");
        }
        LinkUri all = LinkUri.parse(text);
        LinkUri broker = all.without(Set.of(TRUST, CLIENT_ID));
        Arrivals arrivals = new Arrivals();
        C connection = kind.make(
                LinkClient.open(broker, name, secret, arrivals),
                arrivals,
                domain,
                TrustedClasses.of(all.option(TRUST)),
                InstantSource.system(),
                System::nanoTime);
        connection.watch();
        String clientId = all.option(CLIENT_ID);
        if (clientId != null) {
            identify(connection, clientId);
        }
        return connection;
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
        return References.ofFactory(getClass(), uri, user, password);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // one for XA connections is another one
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
