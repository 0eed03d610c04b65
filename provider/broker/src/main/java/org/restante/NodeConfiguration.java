package org.restante;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.restante.link.LinkUri;
import org.restante.log.shared.SharedLogs;
import org.restante.server.Listen;
import org.restante.server.ServerOptions;
import org.restante.tcp.HostPort;
import org.restante.tcp.Reconnect;
import org.restante.tcp.TcpOptions;

/**
 * The configuration of a process on a shared log, from a {@code kafka:} URI. docs/configuration.md lists the options. Immutable.
 *
 * @param logs opens the log
 * @param place the log; the node's name, empty for the usual one, and no address
 * @param broker the options of the broker and of its users
 * @param listen where clients and the other processes connect; empty if this process only attaches to the owner
 * @param advertised the address that others are given; null for the first of {@code listen}
 * @param tls the certificate of the server; null for none
 * @param link the options of links to the owner in another process
 */
record NodeConfiguration(
        SharedLogs logs,
        SharedLogs.Place place,
        BrokerConfiguration broker,
        List<Listen> listen,
        @Nullable Listen advertised,
        ServerOptions.@Nullable Tls tls,
        Map<String, String> link) {

    private static final String LISTEN = "listen";
    private static final String ADVERTISE = "advertise";
    private static final String NODE = "node";
    private static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";
    private static final List<String> SERVER_NAMES = List.of(ADVERTISE, NODE, CERTIFICATE, KEY);

    /** What opens the logs of a scheme; null if nothing does. */
    static @Nullable SharedLogs logs(String scheme) {
        for (SharedLogs each : ServiceLoader.load(SharedLogs.class, SharedLogs.class.getClassLoader())) {
            if (each.accepts(scheme)) {
                return each;
            }
        }
        return null;
    }

    /** @throws IllegalArgumentException if an option is unknown or its value is invalid; the message names the option */
    static NodeConfiguration of(LinkUri uri) {
        return of(uri, uri.option(LISTEN) != null);
    }

    /** As {@link #of(LinkUri)}, for a server that has its addresses from elsewhere. */
    static NodeConfiguration ofServer(LinkUri uri) {
        return of(uri, true);
    }

    private static NodeConfiguration of(LinkUri uri, boolean isNode) {
        SharedLogs logs = logs(uri.scheme());
        if (logs == null) {
            throw new IllegalArgumentException(LinkUri.unknown(uri.scheme()));
        }
        List<String> brokerNames = brokerNames();
        List<String> known = new ArrayList<>(logs.optionNames());
        known.add(LISTEN);
        known.add(Reconnect.NAME);
        known.addAll(SERVER_NAMES);
        known.addAll(brokerNames);
        known.addAll(TcpOptions.NAMES);
        known.addAll(TcpOptions.TLS_NAMES);
        uri.checkOptions(known);
        List<String> others = new ArrayList<>(known);
        others.removeAll(brokerNames);
        BrokerConfiguration broker = BrokerConfiguration.of(uri.without(others));
        String node = uri.option(NODE);
        SharedLogs.Place place = new SharedLogs.Place(
                uri.target(), some(uri, logs.optionNames()), node == null ? "" : node, "", 0, broker.data());
        logs.check(place);
        Map<String, String> link = some(uri, TcpOptions.NAMES);
        link.putAll(some(uri, TcpOptions.TLS_NAMES));
        NodeConfiguration made =
                new NodeConfiguration(logs, place, broker, listen(uri), advertised(uri), tls(uri), Map.copyOf(link));
        if (!isNode) {
            brokerNames.forEach(name -> refuseWithoutListen(uri, name));
            SERVER_NAMES.forEach(name -> refuseWithoutListen(uri, name));
        }
        return made;
    }

    /** The options of an embedded broker that a process on a shared log has, too. */
    private static List<String> brokerNames() {
        List<String> names = new ArrayList<>(BrokerConfiguration.OPTION_NAMES);
        names.removeAll(List.of("segmentBytes", "idleTimeout"));
        return names;
    }

    private static void refuseWithoutListen(LinkUri uri, String name) {
        if (uri.option(name) != null) {
            throw new IllegalArgumentException("the option '" + name + "' of '" + uri + "' needs the option '" + LISTEN
                    + "'; without it, this process only attaches to the owner of the log");
        }
    }

    private static Map<String, String> some(LinkUri uri, List<String> names) {
        Map<String, String> some = new LinkedHashMap<>(uri.options());
        some.keySet().retainAll(names);
        return some;
    }

    private static @Nullable Listen advertised(LinkUri uri) {
        String text = uri.option(ADVERTISE);
        return text == null ? null : Listen.parse(text);
    }

    private static List<Listen> listen(LinkUri uri) {
        String text = uri.option(LISTEN);
        if (text == null) {
            return List.of();
        }
        List<Listen> all = new ArrayList<>();
        for (String each : text.split(",")) {
            all.add(Listen.parse(each.strip()));
        }
        return all;
    }

    private static ServerOptions.@Nullable Tls tls(LinkUri uri) {
        String certificate = uri.option(CERTIFICATE);
        String key = uri.option(KEY);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("the options '" + CERTIFICATE + "' and '" + KEY + "' of '" + uri
                    + "' go together; give both or none");
        }
        return certificate == null || key == null
                ? null
                : new ServerOptions.Tls(Path.of(certificate), Path.of(key), null);
    }

    /** Whether this process is to hold the broker, or to be its standby. */
    boolean isNode() {
        return !listen.isEmpty();
    }

    /** A copy for a server that has its addresses from elsewhere. */
    NodeConfiguration withListen(List<Listen> addresses) {
        return new NodeConfiguration(logs, place, broker, List.copyOf(addresses), advertised, tls, link);
    }

    /** The name of the log. */
    String name() {
        return place.name();
    }

    /** The server's options, for the addresses of the URI. */
    ServerOptions serverOptions() {
        ServerOptions options = ServerOptions.at(listen);
        return tls == null ? options : options.withTls(tls);
    }

    /**
     * The address that this process is known by.
     *
     * @param bound the port at which it listens by its first address
     * @throws IllegalArgumentException if other machines cannot use it
     */
    String address(int bound) {
        Listen first = advertised == null ? listen.get(0) : advertised;
        HostPort at = new HostPort(
                first.at().host(), first.at().port() == 0 ? bound : first.at().port());
        if (isWildcard(at.host())) {
            throw new IllegalArgumentException("the address " + first
                    + " names no host, so that clients and the other processes on the log cannot be sent there; set '"
                    + ADVERTISE + "' to the address by which this process is reached, such as tcp://HOST:" + at.port());
        }
        return new Listen(at, first.secure()).toString();
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false; // listening, or the others, will show it
        }
    }

    /** The place of a process with this address. */
    SharedLogs.Place place(String address) {
        String node = place.node().isEmpty() ? address.substring(address.indexOf("://") + 3) : place.node();
        return new SharedLogs.Place(place.name(), place.options(), node, address, place.store(), place.cache());
    }
}
