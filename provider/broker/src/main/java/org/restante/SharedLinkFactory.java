package org.restante;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkFactory;
import org.restante.link.LinkUri;
import org.restante.link.Problem;
import org.restante.log.shared.Claimant;
import org.restante.log.shared.SharedLogs;
import org.restante.tcp.Reconnect;
import org.restante.tcp.TcpOptions;

/**
 * Opens links to the owner of a shared log, {@code kafka:NAME?bootstrap=HOST:PORT&listen=tcp://HOST:PORT}: within this process if it is
 * the owner, else over a socket. The first link with {@code listen} starts a node in this process. Found by ServiceLoader. Any thread may
 * use it.
 *
 * <p>A link that is lost, or whose owner is succeeded, goes on with the next owner, as one to a data directory does ({@link
 * AttachedLink}).
 */
public final class SharedLinkFactory implements LinkFactory {

    /** Where the owners were last, so that not each link looks for them in the log. Bounded by the logs that a process names. */
    private static final Map<SharedLogs.Place, String> LAST = new ConcurrentHashMap<>();

    /** Each process asks for these, and need not look for a module. */
    private static final Set<String> OTHERS = Set.of("vm", "tcp", "tls");

    /** For ServiceLoader. */
    public SharedLinkFactory() {}

    @Override
    public boolean accepts(String scheme) {
        return !OTHERS.contains(scheme) && NodeConfiguration.logs(scheme) != null;
    }

    @Override
    public Link open(LinkUri uri, Consumer<Event> events) throws LinkException {
        NodeConfiguration configuration = NodeConfiguration.of(uri);
        if (configuration.isNode()) {
            LogNodes.hold(configuration);
        }
        Search search = new Search(configuration);
        return AttachedLink.open(
                configuration.name(), search::open, Reconnect.backoff(uri, AttachedLink.PATIENCE), events);
    }

    /** Finds the owner, again for each plain link. Owned by the link that reconnects, which makes one attempt at a time. */
    private static final class Search {
        private final NodeConfiguration configuration;
        private boolean hasTried;

        Search(NodeConfiguration configuration) {
            this.configuration = configuration;
        }

        private Link open(Consumer<Event> events) throws LinkException {
            LogNode node = LogNodes.find(configuration.name());
            if (node != null && node.isOwner()) {
                return node.connect(events);
            }
            String owner = node != null ? node.owner() : lookUp();
            hasTried = true;
            if (owner == null) {
                throw new LinkException(
                        Problem.CLOSED,
                        "no process owns the log '" + configuration.name()
                                + "' now, or it is not known which; start one, by restante serve --url or a URI with 'listen'");
            }
            LinkUri at = LinkUri.parse(owner);
            Map<String, String> options = new HashMap<>(configuration.link());
            if (!at.scheme().equals("tls")) {
                options.keySet().removeAll(TcpOptions.TLS_NAMES);
            }
            return new LinkUri(at.scheme(), at.target(), options).open(events);
        }

        private @Nullable String lookUp() throws LinkException {
            String last = LAST.get(configuration.place());
            if (last != null && !hasTried) {
                return last;
            }
            try {
                Claimant owner = configuration.logs().owner(configuration.place());
                if (owner == null || owner.address().isEmpty()) {
                    return null;
                }
                LAST.put(configuration.place(), owner.address());
                return owner.address();
            } catch (IOException e) {
                throw new LinkException(Problem.CLOSED, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
