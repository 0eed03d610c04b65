package org.restante;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.restante.disk.Disk;
import org.restante.link.LinkUri;
import org.restante.server.Listen;
import org.restante.server.ServerOptions;

/** A server whose broker keeps its journal and snapshots on another disk than the file system. */
public final class FaultyServer {

    private FaultyServer() {}

    /** @param disk opens the tree below a directory */
    public static RestanteServer start(String broker, Function<Path, Disk> disk, String listen) {
        BrokerConfiguration configuration =
                BrokerConfiguration.of(LinkUri.parse(broker)).withDisk(disk);
        return RestanteServer.start(configuration, ServerOptions.at(List.of(Listen.parse(listen))));
    }
}
