package com.example.shop;

import io.netty.util.Version;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.core.JmsTemplate;

/** Three orders are sent; a listener takes them, one of them twice, and sends an invoice for each; then the program ends. */
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
                Queue notes = context.createQueue("notes");
                context.createProducer().send(notes, "open until six");
                System.out.println("note: " + context.createConsumer(notes).receiveBody(String.class, 30_000));
            }
            List<Object> invoices = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                invoices.add(jms.receiveAndConvert("invoices"));
            }
            jms.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
            for (Object more = jms.receiveAndConvert("invoices"); more != null; more = jms.receiveAndConvert("invoices")) {
                invoices.add(more);
            }
            invoices.stream().sorted().forEach(invoice -> System.out.println("invoice: " + invoice));
        };
    }
}
