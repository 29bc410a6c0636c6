UPDATE pairs SET state = @state, reason = @reason, cluster_id = @cluster_id, leader = @leader
WHERE id = @id AND (state IS NOT @state OR reason IS NOT @reason OR cluster_id IS NOT @cluster_id OR leader IS NOT @leader)
