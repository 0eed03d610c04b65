package com.example.shop;

import io.netty.util.Version;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.TreeSet;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.core.JmsTemplate;

/** Orders are sent and taken by a listener, the second one twice; then the program ends. */
@SpringBootApplication
public class Shop {

    public static void main(String[] arguments) {
        SpringApplication.run(Shop.class, arguments).close();
    }

    @Bean
    CommandLineRunner visit(JmsTemplate jms, ConnectionFactory factory) {
        return arguments -> {
            System.out.println("Netty " + Version.identify().get("netty-common").artifactVersion());
            System.out.println("proxy " + AopUtils.isCglibProxy(factory));
            jms.setReceiveTimeout(30_000);
            jms.convertAndSend("orders", "tea");
            jms.convertAndSend("orders", "coffee");
            try (JMSContext context = factory.createContext()) {
                context.createProducer().send(context.createQueue("orders"), "milk");
            }
            TreeSet<Object> invoices = new TreeSet<>();
            while (invoices.stream().filter(one -> !one.toString().endsWith("coffee of delivery 1")).count() < 3) {
                invoices.add(jms.receiveAndConvert("invoices"));
            }
            invoices.forEach(invoice -> System.out.println("invoice: " + invoice));
        };
    }
}
