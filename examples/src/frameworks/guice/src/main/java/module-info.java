module com.example.shop {
    requires com.google.guice;
    requires jakarta.inject;
    requires org.restante.broker;

    opens com.example.shop to
            com.google.guice;
}
