package com.example.shop;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

@Component
class Orders {

    private final JmsTemplate jms;

    Orders(JmsTemplate jms) {
        this.jms = jms;
    }

    @JmsListener(destination = "orders")
    void accept(String item, Message order) throws JMSException {
        int delivery = order.getIntProperty("JMSXDeliveryCount");
        jms.convertAndSend("invoices", item + " of delivery " + delivery);
        if (item.equals("coffee") && delivery == 1) {
            throw new IllegalStateException("the machine is cold");
        }
    }
}
