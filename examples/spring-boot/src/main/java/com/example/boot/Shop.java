package com.example.boot;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.SendTo;

/** Sends three orders and receives the invoice that the listener makes of each. Nothing here is Restante's own. */
@SpringBootApplication
public class Shop {

    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args).close();
    }

    @JmsListener(destination = "orders")
    @SendTo("invoices")
    String invoice(String item) {
        return "invoice for " + item;
    }

    @Bean
    CommandLineRunner visit(JmsTemplate jms) {
        return arguments -> {
            for (String item : new String[] {"tea", "coffee", "milk"}) {
                jms.convertAndSend("orders", item);
                System.out.println(jms.receiveAndConvert("invoices"));
            }
        };
    }
}
