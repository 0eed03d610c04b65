module com.example.orders {
    requires org.restante.client;
    requires org.restante.broker;
}
