package com.example.shop;

import org.restante.jms.RestanteConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** The factory behind a proxy of its class, as scopes that can be refreshed make one. */
@Configuration
@Profile("proxied")
class ProxiedMessaging {

    @Bean
    @Scope(proxyMode = ScopedProxyMode.TARGET_CLASS)
    RestanteConnectionFactory connectionFactory(@Value("${restante.uri}") String uri) {
        return new RestanteConnectionFactory(uri);
    }
}
