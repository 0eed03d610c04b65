package org.restante.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.link.NotHere;

class ServerListTest {

    private static final List<HostPort> SERVERS = HostPort.list("a,b:7271,c");

    private final ServerList list = new ServerList(SERVERS);

    private String order() {
        return String.join(" ", list.inOrder().stream().map(HostPort::host).toList());
    }

    @Test
    void triesTheServersInTheOrderOfTheUri() {
        assertEquals("a b c", order());
        list.heed(SERVERS.get(0), "the server is closed");
        assertEquals("a b c", order());
    }

    @Test
    void beginsWithTheServerThatIsNamed() {
        list.heed(SERVERS.get(0), new NotHere("tcp://c:7270").reason());
        assertEquals("c a b", order());
        list.heed(SERVERS.get(2), new NotHere("tcp://b:7271").reason("it was here"));
        assertEquals("b c a", order());
    }

    @Test
    void beginsWithTheNextOneWhereNoneOfTheListIsNamed() {
        for (String owner : new String[] {null, "tcp://elsewhere:7270", "tcp://b:9", "", "tcp://"}) {
            list.heed(SERVERS.get(0), new NotHere(owner).reason());
            assertEquals("b c a", order());
        }
        list.heed(SERVERS.get(2), new NotHere(null).reason());
        assertEquals("a b c", order());
    }

    /** It may stand still, accept connections and answer nothing. */
    @Test
    void beginsBehindAServerThatWasSilent() {
        list.heed(SERVERS.get(1), ClientSocket.SILENT + "b:7271 for 30000 ms");
        assertEquals("c a b", order());
    }
}
