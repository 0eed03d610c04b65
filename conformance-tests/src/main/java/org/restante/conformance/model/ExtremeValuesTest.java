package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The least and greatest value of each type, the numbers that are not numbers, and texts that are read as numbers. */
@Section("3.11.3")
class ExtremeValuesTest extends ConformanceTest {

    private static final List<Object> NUMBERS = List.of(
            Byte.MIN_VALUE,
            Byte.MAX_VALUE,
            Short.MIN_VALUE,
            Short.MAX_VALUE,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.NaN,
            Float.NEGATIVE_INFINITY,
            -0.0f,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            -0.0d);

    @Test
    @Section("3.5.2")
    void extremeValuesArriveInProperties() throws Exception {
        TextMessage message = text("a");
        for (int i = 0; i < NUMBERS.size(); i++) {
            message.setObjectProperty("p" + i, NUMBERS.get(i));
        }
        TextMessage received = sendAndReceive(TextMessage.class, message);
        for (int i = 0; i < NUMBERS.size(); i++) {
            assertEquals(NUMBERS.get(i), received.getObjectProperty("p" + i));
        }
    }

    @Test
    @Section("3.11")
    void extremeValuesArriveInAMap() throws Exception {
        MapMessage message = desk().createMapMessage();
        for (int i = 0; i < NUMBERS.size(); i++) {
            message.setObject("e" + i, NUMBERS.get(i));
        }
        message.setChar("least", Character.MIN_VALUE);
        message.setChar("greatest", Character.MAX_VALUE);
        MapMessage received = sendAndReceive(MapMessage.class, message);
        for (int i = 0; i < NUMBERS.size(); i++) {
            assertEquals(NUMBERS.get(i), received.getObject("e" + i));
        }
        assertEquals(Character.MIN_VALUE, received.getChar("least"));
        assertEquals(Character.MAX_VALUE, received.getChar("greatest"));
    }

    @Test
    @Section("3.11")
    void extremeValuesArriveInAStream() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        for (Object number : NUMBERS) {
            message.writeObject(number);
        }
        StreamMessage received = sendAndReceive(StreamMessage.class, message);
        for (Object number : NUMBERS) {
            assertEquals(number, received.readObject());
        }
    }

    @Test
    @Section("3.11")
    void extremeValuesArriveInABytesMessage() throws Exception {
        BytesMessage message = desk().createBytesMessage();
        for (Object number : NUMBERS) {
            message.writeObject(number);
        }
        BytesMessage received = sendAndReceive(BytesMessage.class, message);
        for (Object number : NUMBERS) {
            assertEquals(number, readLike(number, received));
        }
        assertThrows(MessageEOFException.class, received::readByte);
    }

    private static Object readLike(Object number, BytesMessage message) throws JMSException {
        if (number instanceof Byte) {
            return message.readByte();
        } else if (number instanceof Short) {
            return message.readShort();
        } else if (number instanceof Integer) {
            return message.readInt();
        } else if (number instanceof Long) {
            return message.readLong();
        } else if (number instanceof Float) {
            return message.readFloat();
        }
        return message.readDouble();
    }

    /** The conversions are those of valueOf: a sign is allowed; for double also an exponent, spaces around it, and NaN. */
    @Test
    @Section("3.5.4")
    void textOfAPropertyIsReadAsANumberAsValueOfReadsIt() throws Exception {
        Message message = text("a");
        message.setStringProperty("minus", "-7");
        message.setStringProperty("plus", "+7");
        message.setStringProperty("exponent", "1e3");
        message.setStringProperty("spaces", " 7.5 ");
        message.setStringProperty("nan", "NaN");
        assertEquals(-7, message.getByteProperty("minus"));
        assertEquals(7, message.getLongProperty("plus"));
        assertEquals(1000d, message.getDoubleProperty("exponent"));
        assertEquals(7.5f, message.getFloatProperty("spaces"));
        assertEquals(Double.NaN, message.getDoubleProperty("nan"));
        assertThrows(NumberFormatException.class, () -> message.getIntProperty("exponent"));
        assertThrows(NumberFormatException.class, () -> message.getIntProperty("spaces"));
    }

    @Test
    @Section("3.5.4")
    void textOfAPropertyThatIsTooGreatForItsTypeThrowsNumberFormatException() throws Exception {
        Message message = text("a");
        message.setStringProperty("p", "128");
        assertThrows(NumberFormatException.class, () -> message.getByteProperty("p"));
        assertEquals(128, message.getShortProperty("p"));
        message.setStringProperty("p", "32768");
        assertThrows(NumberFormatException.class, () -> message.getShortProperty("p"));
        assertEquals(32768, message.getIntProperty("p"));
        message.setStringProperty("p", "2147483648");
        assertThrows(NumberFormatException.class, () -> message.getIntProperty("p"));
        assertEquals(2147483648L, message.getLongProperty("p"));
        message.setStringProperty("p", "9223372036854775808");
        assertThrows(NumberFormatException.class, () -> message.getLongProperty("p"));
    }

    @Test
    @Section("3.11.3")
    void textInAMapIsReadAsANumberAsValueOfReadsIt() throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setString("minus", "-7");
        message.setString("exponent", "1e3");
        message.setString("great", "2147483648");
        MapMessage received = sendAndReceive(MapMessage.class, message);
        assertEquals(-7, received.getShort("minus"));
        assertEquals(1000f, received.getFloat("exponent"));
        assertThrows(NumberFormatException.class, () -> received.getLong("exponent"));
        assertThrows(NumberFormatException.class, () -> received.getInt("great"));
        assertEquals(2147483648L, received.getLong("great"));
    }

    @Test
    @Section("3.11.3")
    void textInAStreamIsReadAsANumberAsValueOfReadsIt() throws Exception {
        StreamMessage message = desk().createStreamMessage();
        message.writeString("-7");
        message.writeString("1e3");
        message.writeString("128");
        message.reset();
        assertEquals(-7, message.readByte());
        assertEquals(1000d, message.readDouble());
        assertEquals(128, message.readShort());
    }

    @Test
    @Section("3.11.3")
    void textInABodyIsReadAsABooleanAsValueOfReadsIt() throws Exception {
        MapMessage map = desk().createMapMessage();
        StreamMessage stream = desk().createStreamMessage();
        for (String text : List.of("true", "TrUe", "yes", "1", "")) {
            map.setString("e" + text, text);
            stream.writeString(text);
        }
        stream.reset();
        for (String text : List.of("true", "TrUe", "yes", "1", "")) {
            assertEquals(Boolean.valueOf(text), map.getBoolean("e" + text), text);
            assertEquals(Boolean.valueOf(text), stream.readBoolean(), text);
        }
    }

    /** A float is widened as Java widens it, not by its shortest text: 0.1f becomes 0.10000000149011612. */
    @Test
    @Section({"3.5.4", "3.11.3"})
    void floatIsReadAsTheDoubleOfTheSameValue() throws Exception {
        Message message = text("a");
        message.setFloatProperty("p", 0.1f);
        assertEquals((double) 0.1f, message.getDoubleProperty("p"));
        MapMessage map = desk().createMapMessage();
        map.setFloat("e", 0.1f);
        assertEquals((double) 0.1f, sendAndReceive(MapMessage.class, map).getDouble("e"));
        StreamMessage stream = desk().createStreamMessage();
        stream.writeFloat(0.1f);
        assertEquals((double) 0.1f, sendAndReceive(StreamMessage.class, stream).readDouble());
    }

    @Test
    @Section({"3.5.4", "3.11.3"})
    void negativeNumbersAreWidenedWithTheirSign() throws Exception {
        Message message = text("a");
        message.setByteProperty("p", Byte.MIN_VALUE);
        assertEquals(-128, message.getShortProperty("p"));
        assertEquals(-128L, message.getLongProperty("p"));
        MapMessage map = desk().createMapMessage();
        map.setShort("e", Short.MIN_VALUE);
        MapMessage received = sendAndReceive(MapMessage.class, map);
        assertEquals(-32768, received.getInt("e"));
        assertEquals(-32768L, received.getLong("e"));
    }

    @Test
    @Section({"3.5.4", "3.11.3"})
    void numbersAreReadAsTheTextThatJavaGivesThem() throws Exception {
        TextMessage message = text("a");
        MapMessage map = desk().createMapMessage();
        for (int i = 0; i < NUMBERS.size(); i++) {
            message.setObjectProperty("p" + i, NUMBERS.get(i));
            map.setObject("e" + i, NUMBERS.get(i));
        }
        TextMessage received = sendAndReceive(TextMessage.class, message);
        MapMessage receivedMap = sendAndReceive(MapMessage.class, map);
        for (int i = 0; i < NUMBERS.size(); i++) {
            assertEquals(String.valueOf(NUMBERS.get(i)), received.getStringProperty("p" + i));
            assertEquals(String.valueOf(NUMBERS.get(i)), receivedMap.getString("e" + i));
        }
    }
}
