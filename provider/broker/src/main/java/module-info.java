/** A broker inside an application with its {@code vm:} links, and the server. */
@SuppressWarnings({
    "module", // qualified exports name modules that are compiled later
    "requires-automatic" // neither MapDB nor Micrometer has a descriptor
})
module org.restante.broker {
    requires transitive org.restante.client;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires java.management;
    requires java.naming;
    requires jdk.management;
    requires org.slf4j;
    // An automatic module named after its file. It draws in the other automatic modules (elsa, Eclipse Collections,
    // lz4), but not Kotlin's library, which has a descriptor.
    requires mapdb;
    requires kotlin.stdlib;

    // For org.restante.metrics, present where an application brings them; only an annotation is of java.desktop.
    requires static io.netty.codec;
    requires static io.netty.codec.http;
    requires static micrometer.core;
    requires static micrometer.registry.prometheus;
    requires static io.prometheus.metrics.model;
    requires static java.desktop;
    requires static org.jspecify;

    exports org.restante;
    exports org.restante.configuration;
    exports org.restante.metrics;
    exports org.restante.server;
    exports org.restante.users;
    exports org.restante.disk to
            org.restante.kafka,
            org.restante.shell;
    exports org.restante.broker to
            org.restante.kafka;
    exports org.restante.broker.persistence to
            org.restante.kafka;
    exports org.restante.broker.standby to
            org.restante.kafka;
    exports org.restante.store to
            org.restante.kafka;
    exports org.restante.log to
            org.restante.kafka;
    exports org.restante.log.shared to
            org.restante.kafka;
    exports org.restante.selector to
            org.restante.shell;

    uses org.restante.log.shared.SharedLogs;

    provides org.restante.link.LinkFactory with
            org.restante.VmLinkFactory,
            org.restante.SharedLinkFactory;
}
