/** The log of a broker on Apache Kafka, for more than one machine. */
@SuppressWarnings("requires-automatic") // Kafka's client has no descriptor; its name is that of its file
module org.restante.kafka {
    requires org.restante.broker;
    requires kafka.clients;
    requires static org.jspecify;

    exports org.restante.kafka;

    provides org.restante.log.shared.SharedLogs with
            org.restante.kafka.KafkaLogs;
}
