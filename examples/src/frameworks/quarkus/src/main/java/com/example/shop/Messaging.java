package com.example.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.restante.jms.RestanteConnectionFactory;

class Messaging {

    @Produces
    @ApplicationScoped
    RestanteConnectionFactory connectionFactory(@ConfigProperty(name = "restante.uri") String uri) {
        return new RestanteConnectionFactory(uri);
    }
}
