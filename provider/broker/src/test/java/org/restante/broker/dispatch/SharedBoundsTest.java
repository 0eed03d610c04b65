package org.restante.broker.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.restante.broker.state.RefusedException;
import org.restante.link.Problem;
import org.restante.message.Address;

/** What the connections of one user, and all connections, have together. */
final class SharedBoundsTest {

    private final SharedBounds bounds = new SharedBounds();
    private long connections;

    private ClientConnection connection(String user) {
        ClientConnection made = new ClientConnection(++connections, new UUID(0, 0), bounds);
        made.setCaller(NamedCaller.of(user));
        return made;
    }

    private static void open(ClientConnection connection, int from, int to) {
        for (int i = from; i < to; i++) {
            connection.session(i);
        }
    }

    private static String refused(Runnable more) {
        RefusedException refused = assertThrows(RefusedException.class, more::run);
        assertEquals(Problem.RESOURCE_LIMIT, refused.problem());
        return refused.reason();
    }

    @Test
    void userHasABoundAcrossConnections() {
        ClientConnection first = connection("eve");
        open(first, 0, 10_000);
        open(connection("eve"), 0, 9_990);
        ClientConnection third = connection("eve");
        open(third, 0, SharedBounds.FREE); // never refused, so the user can still connect
        String reason = refused(() -> third.session(100));
        assertTrue(reason.contains("the user 'eve' have 20000 sessions together"), reason);
        open(connection("anna"), 0, 100);

        for (int i = 0; i < 7; i++) {
            first.removeSession(i);
            first.removeSession(i);
        }
        third.session(100);
        refused(() -> third.session(101));
        first.ended();
        open(third, 101, 9_000);
    }

    @Test
    void allConnectionsHaveABound() {
        List<ClientConnection> made = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            made.add(connection("user " + i));
            open(made.get(i), 0, 10_000);
        }
        ClientConnection last = connection("");
        open(last, 0, SharedBounds.FREE);
        String reason = refused(() -> last.session(100));
        assertTrue(reason.contains("all connections have 100000 sessions together"), reason);
        made.get(0).ended();
        last.session(100);
    }

    @Test
    void temporaryDestinationsAreCountedByThemselves() {
        for (int each = 0; each < 2; each++) {
            ClientConnection one = connection("eve");
            for (int i = 0; i < 10_000; i++) {
                one.checkTemporaries();
                one.addTemporary(new Address(Address.Kind.TEMPORARY_QUEUE, each + "-" + i));
            }
        }
        ClientConnection third = connection("eve");
        for (int i = 0; i < SharedBounds.FREE; i++) {
            third.addTemporary(new Address(Address.Kind.TEMPORARY_QUEUE, "third-" + i));
        }
        String reason = refused(third::checkTemporaries);
        assertTrue(reason.contains("20000 temporary destinations"), reason);
        open(third, 0, 100);
        third.checkConsumers();
        third.removeTemporary(new Address(Address.Kind.TEMPORARY_QUEUE, "third-0"));
        third.checkTemporaries();
    }

    @Test
    void countsFollowTheUserAndNothingStaysBehind() {
        ClientConnection one = connection(null);
        open(one, 0, 10);
        assertEquals(0, bounds.users());
        one.setCaller(NamedCaller.of("anna"));
        one.session(10);
        assertEquals(1, bounds.users());
        one.setCaller(NamedCaller.of("bert"));
        one.session(11);
        assertEquals(1, bounds.users());
        one.ended();
        one.ended();
        assertEquals(0, bounds.users());
        one.removeSession(3);
        one.session(20);
        assertEquals(0, bounds.users());
    }
}
