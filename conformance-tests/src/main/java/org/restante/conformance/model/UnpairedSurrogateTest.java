package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/**
 * Strings with half of a surrogate pair, which a Java String can hold and UTF-8 cannot. A text is a java.lang.String, so each of its
 * chars arrives, also where a provider encodes it.
 */
@Section("3.11")
class UnpairedSurrogateTest extends ConformanceTest {

    private static final String HIGH = "a\uD83Db";
    private static final String LOW = "\uDE00";
    private static final String SWAPPED = "\uDE00\uD83D";
    private static final String LAST = "end\uD83D";
    private static final List<String> ALL = List.of(HIGH, LOW, SWAPPED, LAST);

    @Test
    @Section("3.11")
    void halfASurrogatePairInATextArrives() throws Exception {
        for (String text : ALL) {
            assertEquals(text, sendAndReceive(TextMessage.class, text(text)).getText());
        }
    }

    @Test
    @Section("3.5.2")
    void halfASurrogatePairInAPropertyArrives() throws Exception {
        TextMessage message = text("a");
        for (int i = 0; i < ALL.size(); i++) {
            message.setStringProperty("p" + i, ALL.get(i));
        }
        TextMessage received = sendAndReceive(TextMessage.class, message);
        for (int i = 0; i < ALL.size(); i++) {
            assertEquals(ALL.get(i), received.getStringProperty("p" + i));
        }
    }

    @Test
    @Section("3.11")
    void halfASurrogatePairInAMapArrivesInValueAndName() throws Exception {
        MapMessage message = desk().createMapMessage();
        for (String text : ALL) {
            message.setString(text, text);
        }
        MapMessage received = sendAndReceive(MapMessage.class, message);
        for (String text : ALL) {
            assertEquals(text, received.getString(text));
        }
        Enumeration<?> names = received.getMapNames();
        assertEquals(Set.copyOf(ALL), Set.copyOf(Collections.list(names)));
    }

    @Test
    @Section("3.11")
    void halfASurrogatePairInAStreamArrives() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString(HIGH);
        message.writeChar('\uD83D');
        message.writeString(SWAPPED);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertEquals(HIGH, received.readString());
        assertEquals('\uD83D', received.readChar());
        assertEquals(SWAPPED, received.readString());
    }

    /** writeUTF writes the modified UTF-8 of DataOutput, which has an encoding for each char. */
    @Test
    @Section("API: BytesMessage")
    void halfASurrogatePairInTheUtfOfABytesMessageArrives() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeUTF(HIGH);
        message.writeUTF(LOW);
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        assertEquals(HIGH, received.readUTF());
        assertEquals(LOW, received.readUTF());
    }

    @Test
    @Section({"3.4.5", "3.4.8"})
    void halfASurrogatePairInAHeaderArrives() throws Exception {
        TextMessage message = text("a");
        message.setJMSCorrelationID(HIGH);
        message.setJMSType(LOW);
        TextMessage received = sendAndReceive(TextMessage.class, message);
        assertEquals(HIGH, received.getJMSCorrelationID());
        assertEquals(LOW, received.getJMSType());
    }

    @Test
    @Section("3.8.1.1")
    void halfASurrogatePairIsComparedBySelectors() throws Exception {
        Queue queue = queue();
        for (String text : List.of("a?b", "a\uFFFDb", HIGH)) {
            TextMessage message = text(text);
            message.setStringProperty("p", text);
            send(queue, message);
        }
        assertReceives(session().createConsumer(queue, "p = '" + HIGH + "'"), HIGH);
    }
}
