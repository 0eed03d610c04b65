package com.example.shop;

import org.restante.jms.RestanteConnectionFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration
@Profile("!proxied")
class Messaging {

    @Bean
    @ConfigurationProperties("restante")
    RestanteConnectionFactory connectionFactory() {
        return new RestanteConnectionFactory();
    }
}
