package org.restante.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.restante.link.Event;
import org.restante.link.Link;
import org.restante.link.LinkException;
import org.restante.link.LinkFactory;
import org.restante.link.LinkUri;
import org.restante.link.Problem;

/**
 * Opens links to servers: {@code tcp://HOST[:PORT][,HOST[:PORT]...]}, and {@code tls} with the same form; the default
 * port is 7270. Servers are tried in their order; with {@code reconnect} again, in the same order, when a link is lost.
 * Found by ServiceLoader. Any thread may use it.
 *
 * <p>The trap: every process loads this class, so no class of Netty may be loaded before a link is opened.
 */
public final class TcpLinkFactory implements LinkFactory {

    /** For ServiceLoader. */
    public TcpLinkFactory() {}

    @Override
    public boolean accepts(String scheme) {
        return scheme.equals("tcp") || scheme.equals("tls");
    }

    @Override
    public Link open(LinkUri uri, Consumer<Event> events) throws LinkException {
        List<String> known = new ArrayList<>(TcpOptions.NAMES);
        if (uri.scheme().equals("tls")) {
            known.addAll(TcpOptions.TLS_NAMES);
        }
        known.add(Reconnect.NAME);
        uri.checkOptions(known);
        TcpOptions options = TcpOptions.of(uri);
        List<HostPort> servers = HostPort.list(uri.target());
        Reconnect reconnect = Reconnect.of(uri);
        return reconnect == null
                ? openAny(uri, servers, options, events)
                : reconnect.open(to -> openAny(uri, servers, options, to), events);
    }

    private static Link openAny(LinkUri uri, List<HostPort> servers, TcpOptions options, Consumer<Event> events)
            throws LinkException {
        List<LinkException> failures = new ArrayList<>();
        for (HostPort server : servers) {
            try {
                return TcpLink.open(server, options, events);
            } catch (LinkException e) {
                failures.add(e);
            }
        }
        throw failure(uri, failures);
    }

    private static LinkException failure(LinkUri uri, List<LinkException> failures) {
        LinkException first = failures.get(0);
        if (failures.size() == 1) {
            return first;
        }
        List<String> reasons = failures.stream()
                .map(LinkException::getMessage)
                .map(String::valueOf)
                .toList();
        Problem problem = first.problem();
        LinkException none = new LinkException(
                problem, "no server of '" + uri + "' can be used: " + String.join("; ", reasons), first);
        failures.stream().skip(1).forEach(none::addSuppressed);
        return none;
    }
}
