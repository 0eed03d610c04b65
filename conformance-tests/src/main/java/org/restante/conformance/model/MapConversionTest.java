package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The table of conversions in a MapMessage, row by row. */
@Section("3.11.3")
class MapConversionTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void mapEntryNotYetSentIsReadAsTheTableSays(ValueType row) throws Exception {
        MapMessage message = desk().createMapMessage();
        write(message, row);
        assertRow(row, message);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void receivedMapEntryIsReadAsTheTableSays(ValueType row) throws Exception {
        MapMessage message = desk().createMapMessage();
        write(message, row);
        assertRow(row, sendAndReceive(MapMessage.class, message));
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void mapEntrySetAsAnObjectIsReadAsTheTableSays(ValueType row) throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setObject("e", row.sample());
        assertRow(row, message);
    }

    @Test
    @Section("3.11.3")
    void stringInAMapThatIsNotANumberThrowsNumberFormatException() throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setString("e", "seven");
        assertThrows(NumberFormatException.class, () -> message.getByte("e"));
        assertThrows(NumberFormatException.class, () -> message.getShort("e"));
        assertThrows(NumberFormatException.class, () -> message.getInt("e"));
        assertThrows(NumberFormatException.class, () -> message.getLong("e"));
        assertThrows(NumberFormatException.class, () -> message.getFloat("e"));
        assertThrows(NumberFormatException.class, () -> message.getDouble("e"));
    }

    @Test
    @Section("3.11.3")
    void absentMapEntryIsReadAsNull() throws Exception {
        MapMessage message = desk().createMapMessage();
        assertNull(message.getString("absent"));
        assertNull(message.getBytes("absent"));
        assertNull(message.getObject("absent"));
        assertFalse(message.getBoolean("absent"));
        assertThrows(NumberFormatException.class, () -> message.getInt("absent"));
        assertThrows(NumberFormatException.class, () -> message.getLong("absent"));
        assertThrows(NullPointerException.class, () -> message.getChar("absent"));
    }

    private static void assertRow(ValueType row, MapMessage message) throws JMSException {
        for (ValueType column : ValueType.values()) {
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(message, column), row + " as " + column);
            } else if (column == ValueType.BYTES) {
                assertArrayEquals((byte[]) row.sampleAs(column), (byte[]) read(message, column));
            } else {
                assertEquals(row.sampleAs(column), read(message, column), row + " as " + column);
            }
        }
    }

    private static void write(MapMessage message, ValueType type) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.setBoolean("e", (Boolean) type.sample());
            case BYTE -> message.setByte("e", (Byte) type.sample());
            case SHORT -> message.setShort("e", (Short) type.sample());
            case CHAR -> message.setChar("e", (Character) type.sample());
            case INT -> message.setInt("e", (Integer) type.sample());
            case LONG -> message.setLong("e", (Long) type.sample());
            case FLOAT -> message.setFloat("e", (Float) type.sample());
            case DOUBLE -> message.setDouble("e", (Double) type.sample());
            case STRING -> message.setString("e", (String) type.sample());
            case BYTES -> message.setBytes("e", (byte[]) type.sample());
        }
    }

    private static Object read(MapMessage message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBoolean("e");
            case BYTE -> message.getByte("e");
            case SHORT -> message.getShort("e");
            case CHAR -> message.getChar("e");
            case INT -> message.getInt("e");
            case LONG -> message.getLong("e");
            case FLOAT -> message.getFloat("e");
            case DOUBLE -> message.getDouble("e");
            case STRING -> message.getString("e");
            case BYTES -> message.getBytes("e");
        };
    }
}
