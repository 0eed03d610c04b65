package com.example.shop;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import org.restante.jms.RestanteConnectionFactory;

final class Messaging extends AbstractModule {

    private final String uri;

    Messaging(String uri) {
        this.uri = uri;
    }

    @Provides
    @Singleton
    ConnectionFactory connectionFactory() {
        return new RestanteConnectionFactory(uri);
    }
}
