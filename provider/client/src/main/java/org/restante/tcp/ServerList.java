package org.restante.tcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.link.Event;
import org.restante.link.ForwardingLink;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.NotHere;
import org.restante.link.Reply;
import org.restante.link.Request;

/**
 * The servers of a URI, in the order in which they are tried: first in the order of the URI. When one of them answers {@link
 * NotHere}, the next attempt begins with the server that it names, or else with the one behind it; likewise behind a server from which
 * nothing was heard any more. Any thread may use it.
 *
 * <p>The trap: a server that is named but not in the list is never tried, because the password would go there.
 */
final class ServerList {

    private final List<HostPort> servers;
    private final AtomicInteger first = new AtomicInteger();

    /** Opens a link to one server. */
    interface Opener {
        Link open(HostPort server, Consumer<Event> events) throws LinkException;
    }

    ServerList(List<HostPort> servers) {
        this.servers = List.copyOf(servers);
    }

    /** Opens a link to the first server that can be reached; if none can, adds the failures to the list. */
    @Nullable
    Link open(Opener opener, Consumer<Event> events, List<LinkException> failures) {
        for (HostPort server : inOrder()) {
            try {
                Link link = opener.open(server, event -> {
                    if (event instanceof Event.Closed closed) {
                        heed(server, closed.reason());
                    }
                    events.accept(event);
                });
                return servers.size() == 1 ? link : new Heeded(link, server);
            } catch (LinkException e) {
                failures.add(e);
            }
        }
        return null;
    }

    List<HostPort> inOrder() {
        List<HostPort> order = new ArrayList<>(servers);
        Collections.rotate(order, -first.get());
        return order;
    }

    /** A server has refused a client, or has closed its link, with this reason. */
    void heed(HostPort server, String reason) {
        NotHere place = NotHere.of(reason);
        if (place != null || reason.startsWith(ClientSocket.SILENT)) {
            int named = place == null ? -1 : named(place.owner());
            first.set(named < 0 ? (servers.indexOf(server) + 1) % servers.size() : named);
        }
    }

    private int named(@Nullable String owner) {
        if (owner == null) {
            return -1;
        }
        try {
            return servers.indexOf(
                    HostPort.parse(owner.substring(owner.indexOf("://") < 0 ? 0 : owner.indexOf("://") + 3)));
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** Heeds the refusal of the login, before the user of the link gets it. */
    private final class Heeded extends ForwardingLink {
        private final HostPort server;

        Heeded(Link link, HostPort server) {
            super(link);
            this.server = server;
        }

        @Override
        public CompletionStage<Reply> request(Request request) {
            CompletionStage<Reply> answer = super.request(request);
            return request instanceof Request.Connect ? answer.thenApply(this::heeded) : answer;
        }

        private Reply heeded(Reply reply) {
            if (reply instanceof Reply.Refused refused) {
                heed(server, refused.reason());
            }
            return reply;
        }
    }
}
