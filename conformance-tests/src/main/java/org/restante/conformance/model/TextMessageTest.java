package org.restante.conformance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.conformance.ConformanceTest;
import org.restante.conformance.Section;

/** A body that is a string. */
@Section("3.11")
class TextMessageTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", " \t\r\n\u0000", "Grüße, 世界", "\uD83D\uDE00 and \uD834\uDD1E"})
    @Section("3.11")
    void textArrivesUnchanged(String text) throws Exception {
        assertEquals(text, sendAndReceive(TextMessage.class, text(text)).getText());
    }

    @Test
    @Section("3.11")
    void textOfAMebibyteArrives() throws Exception {
        String text = "0123456789abcdef".repeat(65_536);
        assertEquals(text, sendAndReceive(TextMessage.class, text(text)).getText());
    }

    @Test
    @Section("3.12")
    void textCanBeNull() throws Exception {
        TextMessage message = desk().createTextMessage();
        assertNull(message.getText());
        assertNull(sendAndReceive(TextMessage.class, message).getText());
    }

    @Test
    @Section("3.11.2")
    void receivedTextIsReadOnly() throws Exception {
        TextMessage received = sendAndReceive(TextMessage.class, text("a"));
        assertThrows(MessageNotWriteableException.class, () -> received.setText("b"));
        assertEquals("a", received.getText());
    }

    @Test
    @Section("3.11.1")
    void clearedTextIsNullAndWritableAndKeepsTheProperties() throws Exception {
        TextMessage sent = text("a");
        sent.setIntProperty("p", 1);
        TextMessage received = sendAndReceive(TextMessage.class, sent);
        received.clearBody();
        assertNull(received.getText());
        assertEquals(1, received.getIntProperty("p"));
        received.setText("b");
        assertEquals("b", received.getText());
    }
}
