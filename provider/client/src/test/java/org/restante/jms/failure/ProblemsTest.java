package org.restante.jms.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static final Map<JMSException, Class<? extends JMSRuntimeException>> PAIRS = Map.ofEntries(
            Map.entry(new JMSException("why", "C"), JMSRuntimeException.class),
            Map.entry(new MessageEOFException("why", "C"), JMSRuntimeException.class),
            Map.entry(new MessageNotReadableException("why", "C"), JMSRuntimeException.class),
            Map.entry(new IllegalStateException("why", "C"), IllegalStateRuntimeException.class),
            Map.entry(new InvalidClientIDException("why", "C"), InvalidClientIDRuntimeException.class),
            Map.entry(new InvalidDestinationException("why", "C"), InvalidDestinationRuntimeException.class),
            Map.entry(new InvalidSelectorException("why", "C"), InvalidSelectorRuntimeException.class),
            Map.entry(new JMSSecurityException("why", "C"), JMSSecurityRuntimeException.class),
            Map.entry(new MessageFormatException("why", "C"), MessageFormatRuntimeException.class),
            Map.entry(new MessageNotWriteableException("why", "C"), MessageNotWriteableRuntimeException.class),
            Map.entry(new ResourceAllocationException("why", "C"), ResourceAllocationRuntimeException.class),
            Map.entry(new TransactionInProgressException("why", "C"), TransactionInProgressRuntimeException.class),
            Map.entry(new TransactionRolledBackException("why", "C"), TransactionRolledBackRuntimeException.class));

    @Test
    void eachCheckedExceptionBecomesItsUncheckedPairAndKeepsWhatItSays() {
        PAIRS.forEach((checked, pair) -> {
            JMSRuntimeException unchecked = Problems.unchecked(checked);
            assertSame(pair, unchecked.getClass());
            assertEquals("why", unchecked.getMessage());
            assertEquals("C", unchecked.getErrorCode());
            assertSame(checked, unchecked.getCause());
        });
    }
}
