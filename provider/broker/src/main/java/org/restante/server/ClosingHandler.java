package org.restante.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Closes its channel if even the handling of a failure fails, for instance because a class cannot be read for want of file handles.
 * Netty only logs such an error, and the client would wait for its answers forever. On the channel's event loop.
 */
abstract class ClosingHandler extends ChannelInboundHandlerAdapter {

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        try {
            failed(cause);
        } catch (RuntimeException | Error e) {
            context.close();
            throw e;
        }
    }

    /** Handles a failure of the channel or of this handler. */
    abstract void failed(Throwable cause);
}
