package org.restante.conformance.selecting;

import jakarta.jms.Queue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.conformance.Section;

/** What an identifier can be, and what it refers to: properties, the six header fields, and the reserved names. */
@Section("3.8.1.1")
class SelectorNamesTest extends SelectorTest {

    @Test
    @Section("3.8.1.1")
    void identifierCanHaveAThousandCharacters() throws Exception {
        String name = "n".repeat(1_000);
        givenEach(name, 1, 2);
        assertSelects(name + " = 2", 2);
    }

    @Test
    @Section("3.8.1.1")
    void namesOfHeaderFieldsAreCaseSensitive() throws Exception {
        given("m", message -> message.setJMSType("t"));
        given("own", message -> message.setStringProperty("jmsType", "t"));
        assertSelects("JMSType = 't'", "m");
        assertSelects("jmsType = 't'", "own");
    }

    /** Only six header fields can be referenced; another name is refused or, like each absent property, null. */
    @Test
    @Section("3.8.1.1")
    void otherHeaderFieldsCannotBeReferenced() throws Exception {
        Queue replies = queue();
        given("m", message -> message.setJMSReplyTo(replies));
        for (String selector : List.of(
                "JMSExpiration >= 0",
                "JMSExpiration IS NOT NULL",
                "JMSDestination IS NOT NULL",
                "JMSReplyTo IS NOT NULL",
                "JMSRedelivered = FALSE",
                "JMSDeliveryTime > 0")) {
            assertSelectsNothingOrIsRefused(selector);
        }
    }

    /** JMSXState is never given to a consumer, so that a message never has it. */
    @Test
    @Section("3.5.9")
    void reservedPropertyThatAMessageDoesNotHaveIsNull() throws Exception {
        given("m", message -> message.setIntProperty("p", 1));
        assertSelects("JMSXState IS NULL AND p = 1", "m");
        assertSelects("JMSXState = 1 OR JMSXState <> 1");
        assertSelects("JMSXGroupID IS NULL AND JMSXGroupSeq IS NULL", "m");
    }

    @Test
    @Section("3.8.1.1")
    void propertyOfAnUnknownVendorIsNull() throws Exception {
        given("m", message -> message.setIntProperty("p", 1));
        assertSelects("JMS_NoSuchVendor_feature IS NULL", "m");
        assertSelects("JMS_NoSuchVendor_feature = 1");
    }

    @Test
    @Section("3.8.1.1")
    void everyMessageIdStartsWithItsPrefixForASelectorToo() throws Exception {
        givenEach("p", 1, 2);
        assertSelects("JMSMessageID LIKE 'ID:%'", 1, 2);
        assertSelects("JMSMessageID IS NOT NULL AND p = 2", 2);
    }

    @Test
    @Section("3.8.1.1")
    void priorityCanBeUsedInArithmetic() throws Exception {
        givenEach("p", 1);
        assertSelects("JMSPriority * 2 = 8 AND JMSPriority + p = 5", 1);
        assertSelects("JMSPriority = '4'");
    }

    @Test
    @Section("3.8.1.3")
    void deliveryModeIsAString() throws Exception {
        givenEach("p", 1);
        assertSelects("JMSDeliveryMode IN ('PERSISTENT', 'OTHER')", 1);
        assertSelects("JMSDeliveryMode <> 'NON_PERSISTENT'", 1);
        assertSelects("JMSDeliveryMode NOT LIKE 'NON%'", 1);
        assertSelects("JMSDeliveryMode = 2");
    }

    @Test
    @Section("3.8.1.1")
    void timestampIsANumber() throws Exception {
        givenEach("p", 1);
        long now = CLOCK.millis();
        assertSelects("JMSTimestamp BETWEEN " + (now - 60_000) + " AND " + (now + 60_000), 1);
        assertSelects("JMSTimestamp = '" + now + "'");
    }

    @Test
    @Section("3.8.1.1")
    void nameOfTheBodyOfAMessageIsAnOrdinaryName() throws Exception {
        given("text", message -> message.setIntProperty("text", 1));
        given("none", message -> message.setIntProperty("p", 1));
        assertSelects("text = 1", "text");
        assertSelects("body IS NULL AND text IS NULL", "none");
    }
}
