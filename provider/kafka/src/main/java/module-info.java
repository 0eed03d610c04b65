/** The log of a broker on Apache Kafka. */
@SuppressWarnings("requires-automatic") // Kafka's client has no descriptor
module org.restante.kafka {
    requires org.restante.broker;
    requires kafka.clients;
    requires static org.jspecify;
}
