package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** The table of property conversions, row by row. */
@Section("3.5.4")
class PropertyConversionTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHAR", "BYTES"})
    @Section("3.5.4")
    void propertyNotYetSentIsReadAsTheTableSays(ValueType row) throws Exception {
        Message message = text("a");
        write(message, row);
        assertRow(row, message);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHAR", "BYTES"})
    @Section("3.5.4")
    void receivedPropertyIsReadAsTheTableSays(ValueType row) throws Exception {
        TextMessage message = text("a");
        write(message, row);
        assertRow(row, sendAndReceive(TextMessage.class, message));
    }

    @Test
    @Section("3.5.4")
    void stringThatIsNotANumberThrowsNumberFormatException() throws Exception {
        Message message = text("a");
        message.setStringProperty("p", "seven");
        assertThrows(NumberFormatException.class, () -> message.getByteProperty("p"));
        assertThrows(NumberFormatException.class, () -> message.getShortProperty("p"));
        assertThrows(NumberFormatException.class, () -> message.getIntProperty("p"));
        assertThrows(NumberFormatException.class, () -> message.getLongProperty("p"));
        assertThrows(NumberFormatException.class, () -> message.getFloatProperty("p"));
        assertThrows(NumberFormatException.class, () -> message.getDoubleProperty("p"));
    }

    @Test
    @Section("3.5.4")
    void stringIsConvertedToBooleanLikeBooleanValueOf() throws Exception {
        Message message = text("a");
        message.setStringProperty("yes", "TrUe");
        message.setStringProperty("other", "yes");
        assertTrue(message.getBooleanProperty("yes"));
        assertFalse(message.getBooleanProperty("other"));
    }

    private static void assertRow(ValueType row, Message message) throws JMSException {
        for (ValueType column : ValueType.OF_PROPERTIES) {
            if (row.readableAs(column)) {
                assertEquals(row.sampleAs(column), read(message, column), row + " as " + column);
            } else {
                assertThrows(MessageFormatException.class, () -> read(message, column), row + " as " + column);
            }
        }
    }

    private static void write(Message message, ValueType type) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.setBooleanProperty("p", (Boolean) type.sample());
            case BYTE -> message.setByteProperty("p", (Byte) type.sample());
            case SHORT -> message.setShortProperty("p", (Short) type.sample());
            case INT -> message.setIntProperty("p", (Integer) type.sample());
            case LONG -> message.setLongProperty("p", (Long) type.sample());
            case FLOAT -> message.setFloatProperty("p", (Float) type.sample());
            case DOUBLE -> message.setDoubleProperty("p", (Double) type.sample());
            case STRING -> message.setStringProperty("p", (String) type.sample());
            case CHAR, BYTES -> throw new IllegalArgumentException("a property cannot be a " + type);
        }
    }

    private static Object read(Message message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBooleanProperty("p");
            case BYTE -> message.getByteProperty("p");
            case SHORT -> message.getShortProperty("p");
            case INT -> message.getIntProperty("p");
            case LONG -> message.getLongProperty("p");
            case FLOAT -> message.getFloatProperty("p");
            case DOUBLE -> message.getDoubleProperty("p");
            case STRING -> message.getStringProperty("p");
            case CHAR, BYTES -> throw new IllegalArgumentException("a property cannot be a " + type);
        };
    }
}
