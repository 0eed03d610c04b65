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
 * port is 7270. Servers are tried in their order; with {@code reconnect} again when a link is lost, then from the server on that
 * {@link ServerList} has learnt to have the broker.
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
        ServerList servers = new ServerList(HostPort.list(uri.target()));
        Reconnect reconnect = Reconnect.of(uri);
        return reconnect == null
                ? openAny(uri, servers, options, events)
                : reconnect.open(to -> openAny(uri, servers, options, to), events);
    }

    private static Link openAny(LinkUri uri, ServerList servers, TcpOptions options, Consumer<Event> events)
            throws LinkException {
        List<LinkException> failures = new ArrayList<>();
        Link link = servers.open((server, to) -> TcpLink.open(server, options, to), events, failures);
        if (link == null) {
            throw failure(uri, failures);
        }
        return link;
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
