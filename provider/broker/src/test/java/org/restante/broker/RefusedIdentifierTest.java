package org.restante.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.restante.link.Problem;
import org.restante.link.Reply;
import org.restante.link.Request;

/** A client identifier that is refused is not taken. */
class RefusedIdentifierTest extends BrokerFixture {

    private static void assertRefused(TestClient of, String clientId, String reason) {
        Reply.Refused refused = of.refused(new Request.Identify(clientId));
        assertEquals(Problem.INVALID_CLIENT_ID, refused.problem());
        assertTrue(refused.reason().contains(reason), refused.reason());
    }

    @Test
    void secondIdentifierOfAConnectionIsRefusedAndFreeForOthers() {
        client.must(new Request.Identify("first"));
        assertRefused(client, "second", "has the client identifier 'first'");
        try (TestClient other = connect()) {
            other.must(new Request.Identify("second"));
        }
        try (TestClient other = connect()) {
            assertRefused(other, "first", "another connection has the client identifier 'first'");
            other.must(new Request.Identify("third"));
        }
    }

    @Test
    void identifierIsFreeWhenItsConnectionIsClosed() {
        try (TestClient other = connect()) {
            other.must(new Request.Identify("one"));
            assertRefused(other, "two", "has the client identifier 'one'");
        }
        client.must(new Request.Identify("one"));
        try (TestClient other = connect()) {
            other.must(new Request.Identify("two"));
        }
    }

    @Test
    void emptyIdentifierIsRefusedEachTimeForBeingEmpty() {
        assertRefused(client, "", "is empty");
        assertRefused(client, "", "is empty");
        try (TestClient other = connect()) {
            assertRefused(other, "", "is empty");
        }
    }
}
