/** Accepts everything and says nothing. */
import { acceptSubscribers, subscribeToNodes, takePosts } from './doors.mjs'

takePosts()
acceptSubscribers()
subscribeToNodes()
