/**
 * The Jakarta Messaging API over a link to a broker, the API for operators, and links over TCP and TLS. An application
 * that talks to servers only requires this module alone.
 */
@SuppressWarnings("module") // qualified exports name modules that are compiled later
module org.restante.client {
    requires transitive jakarta.messaging;
    requires transitive java.naming;
    requires transitive java.transaction.xa;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;

    exports org.restante.admin;
    exports org.restante.jms;
    // Types of org.restante.admin and org.restante.RestanteServer.
    exports org.restante.link;
    exports org.restante.message;
    exports org.restante.tcp;
    exports org.restante.reconnect to
            org.restante.broker;
    exports org.restante.thread to
            org.restante.broker,
            org.restante.kafka;

    uses org.restante.link.LinkFactory;

    // META-INF/services names the link factories, too, for the class path.
    provides org.restante.link.LinkFactory with
            org.restante.tcp.TcpLinkFactory;
    provides javax.naming.spi.InitialContextFactory with
            org.restante.jms.RestanteInitialContextFactory;
}
