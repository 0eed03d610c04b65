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
    void mapEntryNotYetSentIsReadAsTheTableSays(Kind row) throws Exception {
        MapMessage message = desk().createMapMessage();
        write(message, row);
        assertRow(row, message);
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void receivedMapEntryIsReadAsTheTableSays(Kind row) throws Exception {
        MapMessage message = desk().createMapMessage();
        write(message, row);
        assertRow(row, sendAndReceive(MapMessage.class, message));
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.11.3")
    void mapEntrySetAsAnObjectIsReadAsTheTableSays(Kind row) throws Exception {
        MapMessage message = desk().createMapMessage();
        message.setObject("e", row.sample());
        assertRow(row, message);
    }

    @Test
    @Section("3.11.3")
    void stringInAMapThatIsNoNumberIsANumberFormatException() throws Exception {
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

    private static void assertRow(Kind row, MapMessage message) throws JMSException {
        for (Kind column : Kind.values()) {
            if (!row.readableAs(column)) {
                assertThrows(MessageFormatException.class, () -> read(message, column), row + " as " + column);
            } else if (column == Kind.BYTES) {
                assertArrayEquals((byte[]) row.sampleAs(column), (byte[]) read(message, column));
            } else {
                assertEquals(row.sampleAs(column), read(message, column), row + " as " + column);
            }
        }
    }

    private static void write(MapMessage message, Kind kind) throws JMSException {
        switch (kind) {
            case BOOLEAN -> message.setBoolean("e", (Boolean) kind.sample());
            case BYTE -> message.setByte("e", (Byte) kind.sample());
            case SHORT -> message.setShort("e", (Short) kind.sample());
            case CHAR -> message.setChar("e", (Character) kind.sample());
            case INT -> message.setInt("e", (Integer) kind.sample());
            case LONG -> message.setLong("e", (Long) kind.sample());
            case FLOAT -> message.setFloat("e", (Float) kind.sample());
            case DOUBLE -> message.setDouble("e", (Double) kind.sample());
            case STRING -> message.setString("e", (String) kind.sample());
            case BYTES -> message.setBytes("e", (byte[]) kind.sample());
        }
    }

    private static Object read(MapMessage message, Kind kind) throws JMSException {
        return switch (kind) {
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
