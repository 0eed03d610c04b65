package org.restante.shell;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.admin.Admin;
import org.restante.jms.RestanteConnectionFactory;

/**
 * One visit to a broker: a single command, or all those of a prompt. Owned by the thread that runs commands.
 *
 * <p>Connections are opened when they are needed and stay open until the visit ends; there is one without a client identifier,
 * and one for each identifier asked for.
 */
final class Visit implements AutoCloseable {

    /** The client identifier of durable subscriptions made here, so that a later visit finds them. */
    static final String CLIENT_ID = "restante-shell";

    private final Supplier<String> uri;
    private final Supplier<Credentials> credentials;
    private final Screen screen;
    private final Lines input;
    private final Map<String, JMSContext> connections = new LinkedHashMap<>();
    private final @Nullable Held held;
    private volatile @Nullable String lost;
    private boolean over;

    private Visit(Supplier<String> uri, Supplier<Credentials> credentials, Screen screen, Lines input, boolean holds) {
        this.uri = uri;
        this.credentials = credentials;
        this.screen = screen;
        this.input = input;
        this.held = holds ? new Held() : null;
    }

    /** @param uri asked for when a connection is needed, as the command line is read by then */
    static Visit ofOneCommand(Supplier<String> uri, Supplier<Credentials> credentials, Screen screen, Lines input) {
        return new Visit(uri, credentials, screen, input, false);
    }

    static Visit ofPrompt(String uri, Credentials credentials, Screen screen, Lines input) {
        return new Visit(() -> uri, () -> credentials, screen, input, true);
    }

    Screen screen() {
        return screen;
    }

    Lines input() {
        return input;
    }

    /** What has been polled and not acknowledged; null where nothing outlives the command. */
    @Nullable
    Held held() {
        return held;
    }

    /** The connection that has no client identifier, but for one in the URI. */
    JMSContext connection() {
        JMSContext open = connections.get("");
        if (open == null) {
            open = connect(null);
            connections.put("", open);
        }
        return open;
    }

    /** @param clientId null for none in particular */
    JMSContext connection(@Nullable String clientId) {
        JMSContext first = connection();
        String own = first.getClientID();
        if (clientId == null || clientId.equals(own) || (own != null && clientId.equals(CLIENT_ID))) {
            return first;
        }
        JMSContext open = connections.get(clientId);
        if (open == null) {
            open = connect(clientId);
            connections.put(clientId, open);
        }
        return open;
    }

    private JMSContext connect(@Nullable String clientId) {
        JMSContext connection = open();
        try {
            if (clientId != null) {
                connection.setClientID(clientId);
            }
            connection.setExceptionListener(end -> lost = String.valueOf(end.getMessage()));
            return connection;
        } catch (JMSRuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private JMSContext open() {
        RestanteConnectionFactory factory = new RestanteConnectionFactory(uri.get());
        Credentials who = credentials.get();
        return who.user() == null ? factory.createContext() : factory.createContext(who.user(), who.password());
    }

    Admin admin() {
        Credentials who = credentials.get();
        return Admin.connect(uri.get(), who.user(), who.password());
    }

    /** Forgets connections that have ended, so that the next command opens new ones. */
    void mend() {
        String why = lost;
        if (why != null) {
            screen.note("the connection was lost (" + why + "); what was held waits again, if it is kept");
            close();
            lost = null;
        }
    }

    void leave() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Gives back what is held. */
    @Override
    public void close() {
        if (held != null) {
            held.forget();
        }
        connections.values().forEach(JMSContext::close);
        connections.clear();
    }
}
