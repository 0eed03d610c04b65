package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** Texts of many characters and of all planes of Unicode, in each place of a message that holds a text. */
@Section("3.11")
class LongTextTest extends ConformanceTest {

    /** 130,000 bytes in UTF-8, more than the two bytes of a length can count. */
    private static final String LONG = "größe ".repeat(17_000);

    private static final String PLANES =
            "A\u0000\u007F\u0080\u07FF\u0800\uFEFF\uFFFF" + "\uD83D\uDE00\uDBFF\uDFFF\t\r\n";

    @Test
    @Section("3.11")
    void textOfMoreThan64KibibytesArrivesInAMap() throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setString("long", LONG);
        assertEquals(LONG, sendAndReceive(MapMessage.class, message).getString("long"));
    }

    @Test
    @Section("3.11")
    void textOfMoreThan64KibibytesArrivesInAStream() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString(LONG);
        message.writeInt(1);
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertEquals(LONG, received.readString());
        assertEquals(1, received.readInt());
    }

    @Test
    @Section("3.11")
    void bytesOfAMebibyteArriveInEachBodyThatHoldsThem() throws Exception {
        byte[] bytes = new byte[1 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        MapMessage map = desk().createMapMessage();
        map.setBytes("b", bytes);
        assertArrayEquals(bytes, sendAndReceive(MapMessage.class, map).getBytes("b"));
        StreamMessage stream = desk().createStreamMessage();
        stream.writeBytes(bytes);
        assertArrayEquals(
                bytes, (byte[]) sendAndReceive(StreamMessage.class, stream).readObject());
        BytesMessage message = desk().createBytesMessage();
        message.writeBytes(bytes);
        assertArrayEquals(bytes, sendAndReceive(BytesMessage.class, message).getBody(byte[].class));
    }

    @Test
    @Section("3.11")
    void charactersOfAllPlanesArriveInEachBody() throws Exception {
        assertEquals(PLANES, sendAndReceive(TextMessage.class, text(PLANES)).getText());
        MapMessage map = desk().createMapMessage();
        map.setString(PLANES, PLANES);
        assertEquals(PLANES, sendAndReceive(MapMessage.class, map).getString(PLANES));
        StreamMessage stream = desk().createStreamMessage();
        stream.writeString(PLANES);
        assertEquals(PLANES, sendAndReceive(StreamMessage.class, stream).readString());
        BytesMessage bytes = desk().createBytesMessage();
        bytes.writeUTF(PLANES);
        assertEquals(PLANES, sendAndReceive(BytesMessage.class, bytes).readUTF());
        assertEquals(
                PLANES,
                sendAndReceive(ObjectMessage.class, desk().createObjectMessage(PLANES))
                        .getObject());
    }

    @Test
    @Section({"3.4.5", "3.4.8", "3.5.2"})
    void charactersOfAllPlanesArriveInHeadersAndProperties() throws Exception {
        TextMessage message = text("a");
        message.setJMSCorrelationID(PLANES);
        message.setJMSType(PLANES);
        message.setStringProperty("p", PLANES);
        TextMessage received = sendAndReceive(TextMessage.class, message);
        assertEquals(PLANES, received.getJMSCorrelationID());
        assertEquals(PLANES, received.getJMSType());
        assertEquals(PLANES, received.getStringProperty("p"));
    }

    @Test
    @Section("3.11")
    void messageOfThousandsOfEntriesArrives() throws Exception {
        MapMessage map = desk().createMapMessage();
        StreamMessage stream = desk().createStreamMessage();
        for (int i = 0; i < 3_000; i++) {
            map.setInt("e" + i, i);
            stream.writeInt(i);
        }
        MapMessage receivedMap = sendAndReceive(MapMessage.class, map);
        StreamMessage receivedStream = sendAndReceive(StreamMessage.class, stream);
        Enumeration<?> names = receivedMap.getMapNames();
        assertEquals(3_000, Collections.list(names).size());
        for (int i = 0; i < 3_000; i++) {
            assertEquals(i, receivedMap.getInt("e" + i));
            assertEquals(i, receivedStream.readInt());
        }
    }

    @Test
    @Section("3.5")
    void messageOfManyPropertiesArrives() throws Exception {
        TextMessage message = text("a");
        for (int i = 0; i < 300; i++) {
            message.setStringProperty("p" + i, "value " + i);
        }
        TextMessage received = sendAndReceive(TextMessage.class, message);
        for (int i = 0; i < 300; i++) {
            assertEquals("value " + i, received.getStringProperty("p" + i));
        }
    }
}
