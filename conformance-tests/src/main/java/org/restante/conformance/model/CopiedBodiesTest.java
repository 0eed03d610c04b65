package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A value written to a body is copied, and a value read from a body is a copy. */
@Section("3.12")
class CopiedBodiesTest extends ConformanceTest {

    @Test
    @Section("3.12")
    void bytesOfAStreamAreCopiedOnWriteAndOnRead() throws Exception {
        byte[] array = {1, 2};
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(array);
        message.writeObject(array);
        array[0] = 9;
        message.reset();
        byte[] read = (byte[]) message.readObject();
        assertArrayEquals(new byte[] {1, 2}, read);
        read[0] = 8;
        assertArrayEquals(new byte[] {1, 2}, (byte[]) message.readObject());
        message.reset();
        assertArrayEquals(new byte[] {1, 2}, (byte[]) message.readObject());
    }

    @Test
    @Section("3.12")
    void bytesOfAMapSetAsAnObjectAreCopiedOnWriteAndOnRead() throws Exception {
        byte[] array = {1, 2};
        MapMessage message = desk().createMapMessage();
        message.setObject("e", array);
        array[0] = 9;
        byte[] read = (byte[]) message.getObject("e");
        assertArrayEquals(new byte[] {1, 2}, read);
        read[0] = 8;
        assertArrayEquals(new byte[] {1, 2}, message.getBytes("e"));
    }

    @Test
    @Section("3.12")
    void objectIsCopiedEachTimeItIsRead() throws Exception {
        ObjectMessage received =
                sendAndReceive(ObjectMessage.class, desk().createObjectMessage(new ArrayList<>(List.of("a"))));
        @SuppressWarnings("unchecked")
        List<String> read = (List<String>) received.getObject();
        read.add("b");
        assertEquals(List.of("a"), received.getObject());
    }

    @Test
    @Section("3.12")
    void getBodyReturnsACopy() throws Exception {
        BytesMessage bytes = desk().createBytesMessage();
        bytes.writeByte((byte) 1);
        BytesMessage receivedBytes = sendAndReceive(BytesMessage.class, bytes);
        receivedBytes.getBody(byte[].class)[0] = 9;
        assertEquals(1, receivedBytes.readByte());
        MapMessage map = desk().createMapMessage();
        map.setBytes("e", new byte[] {1});
        MapMessage receivedMap = sendAndReceive(MapMessage.class, map);
        byte[] had =
                assertInstanceOf(byte[].class, receivedMap.getBody(Map.class).get("e"));
        had[0] = 9;
        assertArrayEquals(new byte[] {1}, receivedMap.getBytes("e"));
    }

    @Test
    @Section("API: StreamMessage")
    void arraysWrittenOneAfterTheOtherAreReadAsTwoFields() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[] {1});
        message.writeBytes(new byte[] {2, 3});
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        assertEquals(1, received.readBytes(new byte[8]));
        assertEquals(2, received.readBytes(new byte[8]));
    }

    @Test
    @Section("API: StreamMessage")
    void arrayCanBeReadByteByByteAndAgainAfterReset() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeBytes(new byte[] {1, 2});
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        byte[] one = new byte[1];
        assertEquals(1, received.readBytes(one));
        assertEquals(1, one[0]);
        received.reset();
        assertEquals(1, received.readBytes(one));
        assertEquals(1, one[0]);
        assertEquals(1, received.readBytes(one));
        assertEquals(2, one[0]);
        assertEquals(-1, received.readBytes(one));
    }

    @Test
    @Section("API: BytesMessage")
    void valuesAreWrittenInBigEndianOrder() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        message.writeBoolean(true);
        message.writeShort((short) 0x0203);
        message.writeChar('\u0405');
        message.writeInt(0x06070809);
        message.writeLong(0x0A0B0C0D0E0F1011L);
        message.writeFloat(Float.intBitsToFloat(0x12131415));
        message.writeDouble(Double.longBitsToDouble(0x161718191A1B1C1DL));
        byte[] expected = new byte[29];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i + 1);
        }
        assertArrayEquals(expected, sendAndReceive(BytesMessage.class, message).getBody(byte[].class));
    }

    @Test
    @Section("API: BytesMessage")
    void wrapperObjectIsWrittenLikeItsPrimitive() throws Exception {
        BytesMessage objects = desk().createBytesMessage();
        for (Object value : new Object[] {true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "text", new byte[] {7}}) {
            objects.writeObject(value);
        }
        BytesMessage typed = desk().createBytesMessage();
        typed.writeBoolean(true);
        typed.writeByte((byte) 1);
        typed.writeShort((short) 2);
        typed.writeChar('c');
        typed.writeInt(3);
        typed.writeLong(4);
        typed.writeFloat(5);
        typed.writeDouble(6);
        typed.writeUTF("text");
        typed.writeBytes(new byte[] {7});
        assertArrayEquals(
                sendAndReceive(BytesMessage.class, typed).getBody(byte[].class),
                sendAndReceive(BytesMessage.class, objects).getBody(byte[].class));
    }
}
