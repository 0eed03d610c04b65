package org.restante.upgrade;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends sample messages: each type of body, property and header, each priority, groups, and a long queue. */
final class SampleMessages {

    /** More messages than one block of packed messages has. */
    static final int BACKLOG = 300;

    /** A hundred years in milliseconds: a delay that ends in no test. */
    static final long CENTURY = 36_525L * 86_400_000;

    private static final String WORDS = "t\u00e9a \u6f22\u5b57 \ud83d\ude80 \u0000\n\"'";

    private final JMSContext context;
    private final Queue letters;

    SampleMessages(JMSContext context) {
        this.context = context;
        this.letters = context.createQueue("letters");
    }

    void send() throws JMSException {
        bodies();
        properties();
        headers();
        priorities();
        groups();
        lastValues();
        times();
        backlog();
    }

    private void send(Message message) {
        context.createProducer().send(letters, message);
    }

    private void bodies() throws JMSException {
        send(context.createMessage());
        send(context.createTextMessage());
        send(context.createTextMessage(""));
        send(context.createTextMessage(WORDS));
        BytesMessage bytes = context.createBytesMessage();
        bytes.writeBytes(new byte[] {0, 1, -1, 127, -128});
        send(bytes);
        send(context.createBytesMessage());
        send(map());
        send(stream());
        send(context.createObjectMessage(new BigDecimal("12.50")));
        ObjectMessage list = context.createObjectMessage(new ArrayList<>(List.of("a", 1, 2L)));
        send(list);
        TextMessage longText = context.createTextMessage("0123456789".repeat(700)); // its length takes two bytes
        send(longText);
    }

    private MapMessage map() throws JMSException {
        MapMessage map = context.createMapMessage();
        map.setBoolean("true", true);
        map.setBoolean("false", false);
        map.setByte("byte", Byte.MIN_VALUE);
        map.setShort("short", Short.MAX_VALUE);
        map.setChar("char", '\u20ac');
        map.setInt("int", Integer.MIN_VALUE);
        map.setLong("long", Long.MAX_VALUE);
        map.setFloat("float", -0.5f);
        map.setDouble("double", Double.MIN_VALUE);
        map.setString("string", WORDS);
        map.setString("null", null);
        map.setBytes("bytes", new byte[] {9, 8, 7});
        return map;
    }

    private StreamMessage stream() throws JMSException {
        StreamMessage stream = context.createStreamMessage();
        stream.writeBoolean(true);
        stream.writeBoolean(false);
        stream.writeByte((byte) 1);
        stream.writeShort((short) -2);
        stream.writeChar('z');
        stream.writeInt(3);
        stream.writeLong(-4);
        stream.writeFloat(Float.NaN);
        stream.writeDouble(Math.PI);
        stream.writeString(WORDS);
        stream.writeObject(null);
        stream.writeBytes(new byte[] {1, 2, 3});
        return stream;
    }

    private void properties() throws JMSException {
        Message message = context.createTextMessage("properties");
        message.setBooleanProperty("yes", true);
        message.setBooleanProperty("no", false);
        message.setByteProperty("byte", Byte.MAX_VALUE);
        message.setShortProperty("short", Short.MIN_VALUE);
        message.setIntProperty("int", 1 << 20);
        message.setLongProperty("long", Long.MIN_VALUE);
        message.setFloatProperty("float", 1.25f);
        message.setDoubleProperty("double", -1e300);
        message.setStringProperty("string", WORDS);
        message.setStringProperty("empty", "");
        message.setObjectProperty("nothing", null);
        send(message);
    }

    private void headers() throws JMSException {
        Message text = context.createTextMessage("correlated by text");
        text.setJMSCorrelationID("order 17 " + WORDS);
        text.setJMSReplyTo(context.createQueue("replies"));
        text.setJMSType("a type");
        send(text);
        Message binary = context.createTextMessage("correlated by bytes");
        binary.setJMSCorrelationIDAsBytes("\u0001\u00ff bytes".getBytes(StandardCharsets.ISO_8859_1));
        binary.setJMSReplyTo(context.createTopic("replies"));
        send(binary);
        JMSProducer plain = context.createProducer()
                .setDeliveryMode(jakarta.jms.DeliveryMode.NON_PERSISTENT)
                .setDisableMessageTimestamp(true)
                .setDisableMessageID(true);
        plain.send(letters, "not persistent");
    }

    private void priorities() {
        for (int priority = 0; priority <= 9; priority++) {
            context.createProducer().setPriority(priority).send(context.createQueue("urgent"), "priority " + priority);
        }
    }

    private void groups() {
        Queue grouped = context.createQueue("grouped");
        for (String group : List.of("red", "blue", "red", "green")) {
            context.createProducer().setProperty("JMSXGroupID", group).send(grouped, group);
        }
        context.createProducer()
                .setProperty("JMSXGroupID", "blue")
                .setProperty("JMSXGroupSeq", -1)
                .send(grouped, "the last of blue");
    }

    private void lastValues() {
        Queue prices = context.createQueue("prices");
        for (String share : List.of("tea", "tin", "tea", "rum")) {
            context.createProducer().setProperty("share", share).send(prices, "a price of " + share);
        }
        context.createProducer().send(prices, "a price of nothing");
    }

    private void times() {
        Queue later = context.createQueue("later");
        context.createProducer().setTimeToLive(CENTURY).send(later, "lives long");
        context.createProducer().setDeliveryDelay(CENTURY).send(later, "comes late");
        context.createProducer()
                .setDeliveryDelay(CENTURY)
                .setTimeToLive(CENTURY * 2)
                .setPriority(7)
                .send(later, "comes late and lives long");
    }

    private void backlog() {
        Queue backlog = context.createQueue("backlog");
        JMSProducer producer = context.createProducer();
        for (int i = 0; i < BACKLOG; i++) {
            producer.setTimeToLive(i % 50 == 7 ? CENTURY : 0)
                    .setProperty("number", i)
                    .send(backlog, "number " + i);
        }
    }
}
