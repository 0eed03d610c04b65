package org.restante.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.restante.tcp.ChannelTasks;

/**
 * Closes its channel if even the handling of a failure fails, for instance because a class cannot be read for want of file handles.
 * Netty only logs such an error, and the client would wait for its answers forever. So it would after the end of the channel's event
 * loop, whose handlers Netty calls no more. On the channel's event loop.
 */
abstract class ClosingHandler extends ChannelInboundHandlerAdapter {

    private Runnable unregistered = () -> {};

    /** Sets what runs when no event loop serves the channel any more. */
    final void onUnregistered(Runnable then) {
        unregistered = then;
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        try {
            failed(cause);
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext context) {
        ended();
        context.fireChannelInactive();
    }

    /** The last event of each channel. */
    @Override
    public final void channelUnregistered(ChannelHandlerContext context) {
        unregistered.run();
        context.fireChannelUnregistered();
    }

    /** The event loop was ended by an error. Called by its thread, after the loop. */
    final void loopEnded(Channel channel) {
        ChannelTasks.closeSocket(channel);
        ended();
    }

    /** Handles a failure of the channel or of this handler. */
    abstract void failed(Throwable cause);

    /** Handles the end of the channel. */
    abstract void ended();
}
