package org.restante.tcp;

import org.jspecify.annotations.Nullable;
import org.restante.link.BrokerInfo;
import org.restante.link.BrokerInfo.About;
import org.restante.link.BrokerInfo.ForceTime;
import org.restante.link.BrokerInfo.Load;
import org.restante.link.BrokerInfo.LogInfo;
import org.restante.link.BrokerInfo.NodeInfo;
import org.restante.link.BrokerInfo.SnapshotInfo;
import org.restante.link.BrokerInfo.SocketInfo;
import org.restante.link.Traffic;
import org.restante.message.Decoder;
import org.restante.message.Encoder;

/** The bytes of {@link BrokerInfo}. */
final class BrokerInfoCodec {

    private BrokerInfoCodec() {}

    static void write(Encoder out, BrokerInfo info) {
        writeAbout(out, info.about());
        writeLoad(out, info.load());
        writeTraffic(out, info.traffic());
        writeLog(out, info.log());
        SnapshotInfo snapshots = info.snapshots();
        out.varint(snapshots.taken()).varint(snapshots.failed()).varint(snapshots.lastAt());
        out.varint(snapshots.lastMillis()).varint(snapshots.allMillis());
        SocketInfo sockets = info.sockets();
        out.varint(sockets.open()).varint(sockets.accepted()).varint(sockets.refused());
        out.varint(sockets.bytesIn()).varint(sockets.bytesOut());
        writeNode(out, info.node());
    }

    static BrokerInfo read(Decoder in) {
        return new BrokerInfo(
                about(in),
                load(in),
                traffic(in),
                log(in),
                new SnapshotInfo(in.varint(), in.varint(), in.varint(), in.varint(), in.varint()),
                new SocketInfo(in.varint(), in.varint(), in.varint(), in.varint(), in.varint()),
                node(in));
    }

    private static void writeNode(Encoder out, @Nullable NodeInfo node) {
        out.bool(node != null);
        if (node != null) {
            out.string(node.log()).string(node.name()).string(node.role()).varint(node.epoch());
            out.string(node.owner()).string(node.ownerAddress()).varint(node.lagBytes());
            out.varint(node.takeOvers()).varint(node.takeOverMillis());
        }
    }

    private static @Nullable NodeInfo node(Decoder in) {
        return !WireFields.flag(in)
                ? null
                : new NodeInfo(
                        in.string(),
                        in.string(),
                        in.string(),
                        in.varint(),
                        in.string(),
                        in.string(),
                        in.varint(),
                        in.varint(),
                        in.varint());
    }

    private static void writeAbout(Encoder out, About about) {
        out.string(about.version()).i32(about.store()).varint(about.startedAt()).varint(about.now());
        WireFields.writeText(out, about.data());
        WireFields.writeList(out.varint(about.diskBytes()), about.addresses(), Encoder::string);
    }

    private static About about(Decoder in) {
        return new About(
                in.string(),
                in.i32(),
                in.varint(),
                in.varint(),
                WireFields.text(in),
                in.varint(),
                WireFields.list(in, Decoder::string));
    }

    private static void writeLoad(Encoder out, Load load) {
        out.varint(load.connections()).varint(load.consumers()).varint(load.destinations());
        out.varint(load.waiting())
                .varint(load.liveBytes())
                .varint(load.inFlight())
                .varint(load.cachedBytes());
        out.varint(load.pendingBytes())
                .varint(load.refused())
                .varint(load.damaged())
                .varint(load.foreign());
    }

    private static Load load(Decoder in) {
        return new Load(
                WireFields.number(in),
                WireFields.number(in),
                WireFields.number(in),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint());
    }

    static void writeTraffic(Encoder out, Traffic traffic) {
        out.varint(traffic.queued()).varint(traffic.delivered()).varint(traffic.returned());
        out.varint(traffic.acknowledged()).varint(traffic.expired()).varint(traffic.deadLettered());
        out.varint(traffic.moved()).varint(traffic.purged());
    }

    static Traffic traffic(Decoder in) {
        return new Traffic(
                in.varint(), in.varint(), in.varint(), in.varint(), in.varint(), in.varint(), in.varint(), in.varint());
    }

    private static void writeLog(Encoder out, LogInfo log) {
        out.varint(log.entries()).varint(log.bytes()).varint(log.segments());
        WireFields.writeList(
                out, log.forces(), (to, time) -> to.varint(time.mostNanos()).varint(time.count()));
        out.varint(log.forcedNanos()).bool(log.hasRoom());
    }

    private static LogInfo log(Decoder in) {
        return new LogInfo(
                in.varint(),
                in.varint(),
                WireFields.number(in),
                WireFields.list(in, from -> new ForceTime(from.varint(), from.varint())),
                in.varint(),
                WireFields.flag(in));
    }
}
